import { isProviderIdentity } from './principal';
import type { Policies, PolicyType, Question } from './question';
import { accountOf, isFederatedUser } from './request';
import { allowed, type Side } from './side';
import { both, either, type Truth } from './truth';

/** Whether enough is allowed, explicit denies apart. `by` is the policy type that allowed, or whose allow is missing. */
export type Permission = { permitted: Truth; by: PolicyType };

type Term = readonly [PolicyType, Truth];

/**
 * The rules of AWS's "policy evaluation logic". RCPs, SCPs (level by level) and the endpoint policy must allow in
 * any case; then either the two accounts must both allow, or within one account the rules for the resource's type.
 */
export function permission(question: Question, policies: Policies, sides: readonly Side[]): Permission {
  const onResource = policies.resourceType ?? 'resource';
  const guards = sides
    .filter(({ policyType }) => policyType === 'rcp' || policyType === 'scp' || policyType === 'endpoint')
    .map((side): Term => [side.policyType, allowed(side)]);
  const granted = grant(question, onResource, sides);
  const terms: Term[] = [...guards, ...granted.terms];
  const permitted = terms.reduce<Truth>((sum, [, truth]) => both(sum, truth), true);
  const missing = terms.find(([, truth]) => truth === false);
  return { permitted, by: missing?.[0] ?? granted.by };
}

type Grant = { terms: readonly Term[]; by: PolicyType };

function grant(question: Question, onResource: PolicyType, sides: readonly Side[]): Grant {
  const { principal, resource } = question;
  const resourceSide = sides.find(({ policyType }) => policyType === onResource);
  const named = resourceSide ? resourceSide.allow : { direct: false, role: false, account: false };
  const onlyResource = principal.type === 'service' || principal.type === 'anonymous' || isProviderIdentity(principal);
  if (onlyResource) return { terms: [[onResource, named.direct]], by: onResource };

  const anyNamed = either(named.direct, either(named.role, named.account));
  // The account root user needs no identity policy: it may do everything that nothing else forbids.
  const identity = principal.type === 'root' ? true : truthOf(sides, 'identity', false);
  const limits: Term[] = [
    ['boundary', truthOf(sides, 'boundary', true)],
    // The session of GetFederationToken has of its user's rights only what a session policy names.
    ['session', truthOf(sides, 'session', !isFederatedUser(principal))],
  ];
  if (accountOf(principal) !== resource.accountId) {
    return { terms: [['identity', identity], ...limits, [onResource, anyNamed]], by: onResource };
  }
  if (named.direct === true) return { terms: [], by: onResource };
  // A key or a role is closed to its own account, too, unless its policy opens it.
  const needsNaming = onResource === 'key' || onResource === 'trust';
  const fromIdentity = needsNaming ? both(anyNamed, identity) : identity;
  const limited: Term[] = [['identity', either(named.role, fromIdentity)], ...limits];
  const terms: Term[] = needsNaming ? [[onResource, anyNamed], ...limited] : limited;
  const by = needsNaming || identity !== true ? onResource : 'identity';
  // A direct grant that is not certain stands beside the others: either way in is enough.
  return { terms: terms.map(([type, truth]) => [type, either(named.direct, truth)]), by };
}

function truthOf(sides: readonly Side[], policyType: PolicyType, absent: boolean): Truth {
  const side = sides.find((candidate) => candidate.policyType === policyType);
  return side ? allowed(side) : absent;
}
