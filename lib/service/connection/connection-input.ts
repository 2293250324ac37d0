import { z } from 'zod';
import type { Arn } from '@/lib/wiring/arn';
import type { Message } from '@/lib/wiring/message';
import { expectResource } from '@/lib/wiring/resource/arn-reading';
import { resources } from '@/lib/wiring/resource/resources';
import { inEnglish, refusal } from '../http/refuse';

const region = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'not an AWS Region, such as us-east-1');

const name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  // Control characters and those that turn the writing direction have no place in a name.
  .regex(/^[^\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u, 'must not contain control characters');

const regions = z
  .array(region)
  .min(1)
  .max(40)
  .transform((list) => [...new Set(list)]);

const mode = z.enum(['read-only', 'may-change']);

export const newConnection = z.object({ name, roleArn: z.string().max(2048), regions, mode });

/** The external ID stands for good; giving the same one is no change. */
export const connectionPatch = newConnection.extend({ externalId: z.string() }).partial();

/** The role an ARN names, in any partition and at any path. Throws the problem `role-arn`. */
export function roleOf(text: string): Arn {
  const parsed = expectResource(resources, text, ['iam-role']);
  if (parsed.ok && /^\d{12}$/.test(parsed.arn.accountId)) return parsed.arn;
  const problem: Message = parsed.ok
    ? { key: 'arn.bad-account', values: { account: parsed.arn.accountId } }
    : parsed.problem;
  throw refusal(400, 'role-arn', { text: text.slice(0, 200), why: inEnglish(problem) });
}

/** A role lives in one partition, and so do its Regions. Throws the problem `foreign-region`. */
export function checkRegions(role: Arn, list: readonly string[]): void {
  const foreign = list.find((one) => partitionOf(one) !== role.partition);
  if (foreign === undefined) return;
  throw refusal(400, 'foreign-region', { region: foreign, partition: role.partition, belongs: partitionOf(foreign) });
}

/** The partition of a Region, by the beginnings that AWS gives them. */
function partitionOf(name: string): string {
  const beginnings: [string, string][] = [
    ['cn-', 'aws-cn'],
    ['us-gov-', 'aws-us-gov'],
    ['us-iso-', 'aws-iso'],
    ['us-isob-', 'aws-iso-b'],
    ['eu-isoe-', 'aws-iso-e'],
    ['us-isof-', 'aws-iso-f'],
    ['eusc-', 'aws-eusc'],
  ];
  return beginnings.find(([beginning]) => name.startsWith(beginning))?.[1] ?? 'aws';
}
