import { propagate, propagating, seen } from '../iam/propagation';
import type { Call } from '../service';
import type { PolicyText, ResourcePolicy } from './dynamodb-state';

const SECONDS_BLOCKED = 15;

export function noPolicy(): ResourcePolicy {
  return { current: null, effective: propagating(null), blockedUntil: 0 };
}

/** Changes a policy at once for its owner's next write, and a few seconds later for everybody's requests. */
export function changePolicy(policy: ResourcePolicy, to: PolicyText | null, { clock }: Call): void {
  policy.current = to;
  policy.blockedUntil = clock.after(SECONDS_BLOCKED);
  propagate(policy.effective, to, clock);
}

/** The text that requests are held against now. */
export function effectiveText(policy: ResourcePolicy | undefined, { clock }: Call): string | null {
  return policy ? (seen(policy.effective, clock)?.text ?? null) : null;
}
