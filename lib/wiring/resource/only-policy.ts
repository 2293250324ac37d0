import type { Read } from '../read';
import type { PolicyText } from '../thing';

/** The one policy of a thing, as a list. */
export function onlyPolicy(name: string, policy: Read<string>): readonly Read<readonly PolicyText[]>[] {
  return policy.state === 'known' ? [{ ...policy, value: [{ name, arn: null, document: policy }] }] : [policy];
}
