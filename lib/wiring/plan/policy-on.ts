import { parsePolicy } from '@/lib/policy/document';
import type { Source } from '../inventory';
import type { Read } from '../read';

/** The policy on a stream or on one of its registered consumers; `absent` on a consumer that is not registered. */
export function policyOn(resource: string, source: Source): Read<string> {
  if (resource === source.arn) return source.policy;
  const { consumers } = source;
  if (consumers.state !== 'known') return consumers;
  const found = consumers.value.find((consumer) => consumer.arn === resource);
  return found?.policy ?? { state: 'absent', at: consumers.at };
}

/** A text that was read and does not parse: nothing is ever written over it. */
export function isUnparsed(policy: Read<string>): boolean {
  return policy.state === 'known' && !parsePolicy(policy.value).ok;
}
