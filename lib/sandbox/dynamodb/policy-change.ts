import { decide } from '../enforce';
import { principalExists, storePrincipals } from '../iam/principals';
import { type Call, Fault } from '../service';
import type { PolicyText } from './dynamodb-state';
import { invalid } from './invalid';
import { checkPolicy } from './policy-grammar';
import type { PolicyTarget } from './policy-target';
import { changePolicy } from './resource-policy-state';
import { inUse } from './table-reference';

/** `NO_POLICY` expects that there is none. */
const NO_POLICY = 'NO_POLICY';

type Expectation = { expected?: string | undefined; confirmed?: boolean | undefined };

/**
 * Attaches a policy in place of the one that was there, whole.
 * @returns its revision: that of before where it is the same text
 * @throws Fault
 */
export function setPolicy(
  target: PolicyTarget,
  text: string,
  call: Call,
  { expected, confirmed }: Expectation = {},
): string {
  checkPolicy(text, target, (principal) => principalExists(call.world, call.clock, principal));
  checkRevision(target.policy.current, expected);
  const stored = storePrincipals(call.world, text);
  const { current } = target.policy;
  if (current?.text === stored) return current.revisionId;
  checkBlocked(target, call);
  if (!confirmed) checkLockout(target, stored, call);
  const now = call.clock.now();
  const revisionId = String(Math.max(now, Number(current?.revisionId ?? 0) + 1));
  changePolicy(target.policy, { text: stored, revisionId }, call);
  return revisionId;
}

/** @returns the revision that is gone; nothing where there was none, which is no fault unless one was expected */
export function removePolicy(target: PolicyTarget, call: Call, expected?: string): string | undefined {
  const { current } = target.policy;
  checkRevision(current, expected);
  if (!current) return undefined;
  checkBlocked(target, call);
  changePolicy(target.policy, null, call);
  return current.revisionId;
}

export function policyNotFound(message: string): Fault {
  return new Fault('PolicyNotFoundException', message);
}

function checkRevision(current: PolicyText | null, expected: string | undefined): void {
  if (expected === undefined || expected === (current?.revisionId ?? NO_POLICY)) return;
  throw policyNotFound(
    'The operation tried to access a nonexistent resource-based policy: ExpectedRevisionId does not match the RevisionId of the current policy',
  );
}

function checkBlocked({ policy, arn }: PolicyTarget, { clock }: Call): void {
  if (clock.now() >= policy.blockedUntil) return;
  throw inUse(
    `Subsequent updates to the resource-based policy of ${arn} are blocked for 15 seconds after a successful update`,
  );
}

/** Nobody closes the door to a policy behind themselves without saying so. */
function checkLockout({ arn, owner }: PolicyTarget, resourcePolicy: string, call: Call): void {
  const ask = { action: 'dynamodb:PutResourcePolicy', resource: arn, resourceAccount: owner, resourcePolicy };
  if (decide(ask, call).decision === 'allow') return;
  throw invalid('The new resource policy will not allow you to update the resource policy in the future');
}
