import type { Messages } from '@/lib/messages/catalogues';
import type { Message } from './message';

/** What lacks where a right is not given that Tributary can do without, as the doctor says it. */
export type OptionalRight = Extract<keyof Messages['doctor']['cause'], `${string}Lacking`>;

export type ConnectionMode = 'read-only' | 'may-change';

/** An AWS account that Tributary can reach. Times are ISO strings. */
export type Connection = {
  id: string;
  name: string;
  accountId: string;
  roleArn: string;
  externalId: string;
  regions: string[];
  mode: ConnectionMode;
  /** Reached through the practice accounts' endpoint, never through AWS. */
  sandbox: boolean;
  createdAt: string;
  checkedAt: string | null;
  /** `unclear`: nothing fails, and something that matters could not be found out. */
  checkState: 'unchecked' | 'ready' | 'unclear' | 'failing';
};

export type ConnectionInput = Pick<Connection, 'name' | 'roleArn' | 'regions' | 'mode'>;

/** One line of the doctor, in order of cause; what rests on a failed one is `skipped`. */
export type ConnectionCheck = {
  /** `hub-identity`, `clock`, `hub-may-assume`, `role-exists`, `trust`, `external-id` … `region:us-east-1`, `read:kinesis:ListStreams:us-east-1`, `write:kinesis:PutResourcePolicy` … */
  id: string;
  /** `optional`: not granted, and Tributary works without it. */
  state: 'passed' | 'failed' | 'skipped' | 'unknown' | 'optional';
  title: Message;
  cause?: Message;
  /** AWS's words, or the statement or fact that was read, verbatim. */
  evidence: string;
  /** What was measured or read on the way, in words. */
  facts?: Message[];
  /** Where AWS's answer fits several causes: those that remain, most likely first, each with how to tell it. */
  remaining?: { cause: Message; tell: Message }[];
  /** What to do: a sentence, a document to paste where there is one, and the command that does or tells it. */
  fix?: Message & { document?: string; command?: string };
};

/** What a whole check comes to. Only failures and things unknown count against it. */
export function stateOf(checks: readonly ConnectionCheck[]): Connection['checkState'] {
  if (checks.some((check) => check.state === 'failed')) return 'failing';
  return checks.some((check) => check.state === 'unknown') ? 'unclear' : 'ready';
}

/** The one cause: what comes after it was not tried, or rests on it. */
export function firstFailure(checks: readonly ConnectionCheck[]): ConnectionCheck | undefined {
  return checks.find((check) => check.state === 'failed');
}
