import type { CodeOf, MessageKey } from '@/lib/messages/message-key';
import { type Message, uncheckedKey, type Values } from './message';
import type { ProblemCode } from './problem';
import type { Refusal } from './read';

/** The kinds of policy that AWS names when it refuses, in its words, and as codes (domain: failures F80 to F87). */
export const policyTypes = {
  'service control policy': 'scp',
  'resource control policy': 'rcp',
  'permissions boundary': 'boundary',
  'session policy': 'session',
  'VPC endpoint policy': 'endpoint',
  'role trust policy': 'trust',
  'resource-based policy': 'resource',
  'identity-based policy': 'identity',
} as const;

export type PolicyType = (typeof policyTypes)[keyof typeof policyTypes];

/** What of a refusal tells which policy it came from. */
export type Refused = Pick<Refusal, 'policyType' | 'message' | 'action'>;

/** Which kind of policy AWS named; `null` where it named none. */
export function policyTypeOf({ policyType }: Pick<Refusal, 'policyType'>): PolicyType | null {
  const named = Object.entries(policyTypes).find(([name]) => name === policyType);
  return named ? named[1] : null;
}

/** What has to be done about a refusal, each with words under `refusal`. */
export type Remedy = CodeOf<'refusal'>;

/** What AWS's words ask for. `allow` where it says that nothing allows it, or names no policy. */
export function remedyFor(refusal: Refused): Remedy {
  const type = policyTypeOf(refusal);
  if (type === null) return 'allow';
  if (type === 'identity') return /explicit deny/i.test(refusal.message) ? 'denied' : 'allow';
  return type;
}

/** The same as a sentence; to `principal`, where a statement allows it. */
export function remedySaid(refusal: Refused, principal: string): Message {
  const key: MessageKey = `refusal.${remedyFor(refusal)}`;
  return { key, values: { action: refusal.action, principal } };
}

/** What a problem about a refusal is said with: its `remedy` is no `allow` where that would not help. */
export function refusedValues(refusal: Refusal): Values {
  const { principal, action, message } = refusal;
  return { principal, action, message, remedy: remedyFor(refusal) };
}

/** The key of a part of a problem's words. What to do about a refusal is the same whatever was refused, unless allowed. */
export function wordsOfPart(code: ProblemCode, part: string, values: Values = {}): MessageKey {
  const { remedy } = values;
  const isOther = part === 'fix' && remedy !== undefined && remedy !== ('allow' satisfies Remedy);
  return uncheckedKey(isOther ? `refusal.${remedy}` : `problem.${code}.${part}`);
}
