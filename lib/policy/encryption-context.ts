import type { ConditionContext, Question } from './question';

const START = 'kms:EncryptionContext:';

/**
 * A context in which a request's encryption context stands whole, where it has one: then it has no other key than those,
 * and KMS tells their names under a key of their own.
 */
export function withEncryptionContext(context: ConditionContext): Required<Pick<Question, 'context' | 'whole'>> {
  const sent = Object.keys(context).filter((key) => key.startsWith(START));
  if (sent.length === 0) return { context, whole: [] };
  const names = sent.map((key) => key.slice(START.length));
  return { context: { ...context, 'kms:EncryptionContextKeys': names }, whole: [START] };
}
