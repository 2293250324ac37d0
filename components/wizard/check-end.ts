import type { MessageKey } from '@/lib/messages/message-key';
import type { Connection } from '@/lib/wiring/connection';
import type { Message } from '@/lib/wiring/message';
import { expectResource } from '@/lib/wiring/resource/arn-reading';
import type { ResourceTable } from '@/lib/wiring/resource/resources';

export type End = { ok: true; arn: string; region: string; connection: Connection } | { ok: false; problem: Message };

/** The resources that may be named, the one that is asked for first. */
export type Expected = readonly [string, ...string[]];

/**
 * Holds a pasted ARN against what this end of the wire may be: the right kind of thing, in an account that is
 * connected, in a Region which that connection names and in which the other end lives.
 */
export function checkEnd(
  resources: ResourceTable,
  text: string,
  expected: Expected,
  connections: Connection[],
  otherRegion: string | null,
): End {
  const result = expectResource(resources, text, expected);
  if (!result.ok) return result;
  const { arn } = result;
  if (otherRegion && arn.region !== otherRegion) {
    return refuse('wizard.problem.region', { region: arn.region, other: otherRegion });
  }
  const ofAccount = connections.filter((connection) => connection.accountId === arn.accountId);
  if (ofAccount.length === 0) return refuse('wizard.problem.account', { account: arn.accountId });
  const connection = ofAccount.find(({ regions }) => regions.includes(arn.region));
  if (!connection) {
    return refuse('wizard.problem.region-not-connected', { region: arn.region, name: ofAccount[0]?.name ?? '' });
  }
  return { ok: true, arn: arn.text, region: arn.region, connection };
}

/** Whether a text is meant as an ARN, so that a word to search for is not judged as one. */
export function looksLikeArn(text: string): boolean {
  return /^\s*arn:/i.test(text);
}

function refuse(key: MessageKey, values: Record<string, string>): End {
  return { ok: false, problem: { key, values } };
}
