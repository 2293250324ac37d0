import { isNamed, isProviderIdentity, isServiceLinked, type Naming } from './principal';
import type { NamedPolicy, Policies, PolicyType } from './question';
import type { Request } from './request';
import { actionMatches, applies, type CompiledStatement, principalNaming, statementsOf } from './statement-match';
import { both, either, type Truth } from './truth';

/** All policies of one type (of one level, for SCPs and RCPs) and what they say together. */
export type Side = {
  policyType: PolicyType;
  /** From 0, root first, for SCPs and RCPs; 0 for the others. */
  level: number;
  policies: readonly NamedPolicy[];
  /** The principal has a permissions boundary. */
  bounded: boolean;
  deny: Truth;
  /** What is allowed, by how the statement names the principal. */
  allow: Record<Naming, Truth>;
  /** The first statement that certainly denies, and the first that certainly allows. */
  denying: Found | null;
  allowing: Found | null;
};

export type Found = { policy: string; statement: CompiledStatement };

export function allowed({ allow }: Side): Truth {
  return isNamed(allow);
}

/** The sides that have a say, in the order in which AWS asks them. */
export function sidesOf(request: Request, policies: Policies): Side[] {
  const { principal } = request.question;
  const { boundary, endpoint, resource, session } = policies;
  const isOwned = principal.type !== 'service' && principal.type !== 'anonymous' && !isProviderIdentity(principal);
  const sides: Side[] = [];
  const add = (policyType: PolicyType, list: readonly NamedPolicy[], level = 0): void => {
    sides.push(sideOf(request, policyType, list, boundary !== undefined, level));
  };
  if (!isServiceLinked(principal)) {
    for (const [level, list] of policies.rcps?.entries() ?? []) add('rcp', list, level);
    for (const [level, list] of (isOwned && policies.scps?.entries()) || []) add('scp', list, level);
  }
  if (endpoint) add('endpoint', [endpoint]);
  if (resource) add(policies.resourceType ?? 'resource', [resource]);
  if (!isOwned) return sides;
  add('identity', principal.type === 'root' ? [] : policies.identity);
  if (boundary) add('boundary', [boundary]);
  if (session) add('session', session);
  return sides;
}

function sideOf(
  request: Request,
  policyType: PolicyType,
  policies: readonly NamedPolicy[],
  bounded: boolean,
  level: number,
): Side {
  const implied = policyType === 'rcp' && !hasAllow(policies);
  const allow = { direct: implied, role: false, account: false };
  const side: Side = { policyType, level, policies, bounded, deny: false, allow, denying: null, allowing: null };
  for (const policy of policies) {
    for (const statement of statementsOf(policy.document)) count(side, policy.name, statement, request);
  }
  return side;
}

function count(side: Side, policy: string, statement: CompiledStatement, request: Request): void {
  if (!actionMatches(statement, request)) return;
  const named = principalNaming(statement, side.policyType, request, side.bounded);
  const about = isNamed(named);
  if (about === false) return;
  const truth = applies(statement, side.policyType, request);
  if (truth === false) return;
  const certain = truth && about;
  if (!statement.allows) {
    side.deny = either(side.deny, both(about, truth));
    if (certain) side.denying ??= { policy, statement };
    return;
  }
  const { allow } = side;
  allow.direct = either(allow.direct, both(named.direct, truth));
  allow.role = either(allow.role, both(named.role, truth));
  allow.account = either(allow.account, both(named.account, truth));
  if (certain) side.allowing ??= { policy, statement };
}

/**
 * AWS keeps RCPFullAWSAccess attached at every level and lets nobody detach it, and own RCPs can only deny. A level
 * that was given without any Allow is one from which that policy was left out.
 */
function hasAllow(policies: readonly NamedPolicy[]): boolean {
  return policies.some(({ document }) => document.statements.some(({ effect }) => effect === 'Allow'));
}

/** The statements of which nobody can say whether they apply, where that would change what the side says. */
export function openStatements(side: Side, request: Request): Found[] {
  return side.policies.flatMap((policy) =>
    statementsOf(policy.document)
      .filter((statement) => isOpenFor(side, statement, request))
      .map((statement) => ({ policy: policy.name, statement })),
  );
}

function isOpenFor(side: Side, statement: CompiledStatement, request: Request): boolean {
  const named = principalNaming(statement, side.policyType, request, side.bounded);
  const truth = applies(statement, side.policyType, request);
  if (!statement.allows) return side.deny === null && both(isNamed(named), truth) === null;
  const ways: Naming[] = ['direct', 'role', 'account'];
  return ways.some((way) => side.allow[way] === null && both(named[way], truth) === null);
}
