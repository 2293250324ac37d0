import type { Naming } from './principal';
import { isProviderIdentity, isServiceLinked } from './principal';
import type { NamedPolicy, Policies, PolicyType } from './question';
import type { Request } from './request';
import { applies, type CompiledStatement, principalNaming, statementsOf } from './statement-match';
import { either, type Truth } from './truth';

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
};

export function allowed({ allow }: Side): Truth {
  return either(allow.direct, either(allow.role, allow.account));
}

/** The sides that have a say, in the order in which AWS asks them. */
export function sidesOf(request: Request, policies: Policies): Side[] {
  const { principal } = request.question;
  const bounded = policies.boundary !== undefined;
  const side = (policyType: PolicyType, list: readonly NamedPolicy[], level = 0) =>
    tally({ policyType, level, policies: list, bounded }, request);
  const one = (policyType: PolicyType, policy: NamedPolicy | undefined) => (policy ? [side(policyType, [policy])] : []);
  const hasIdentity = principal.type !== 'service' && principal.type !== 'anonymous' && !isProviderIdentity(principal);
  const isGoverned = !isServiceLinked(principal);
  const sides: Side[] = [];
  if (isGoverned) for (const [level, list] of policies.rcps?.entries() ?? []) sides.push(side('rcp', list, level));
  if (isGoverned && hasIdentity) {
    for (const [level, list] of policies.scps?.entries() ?? []) sides.push(side('scp', list, level));
  }
  sides.push(...one('endpoint', policies.endpoint), ...one(policies.resourceType ?? 'resource', policies.resource));
  if (!hasIdentity) return sides;
  sides.push(
    side('identity', principal.type === 'root' ? [] : policies.identity),
    ...one('boundary', policies.boundary),
  );
  if (policies.session) sides.push(side('session', policies.session));
  return sides;
}

function tally(empty: Omit<Side, 'deny' | 'allow'>, request: Request): Side {
  const side: Side = { ...empty, deny: false, allow: { direct: false, role: false, account: false } };
  if (side.policyType === 'rcp' && !hasAllow(side)) side.allow.direct = true;
  for (const policy of side.policies) {
    for (const statement of statementsOf(policy.document)) {
      const named = principalNaming(statement, side.policyType, request, side.bounded);
      if (!named) continue;
      const truth = applies(statement, request);
      if (truth === false) continue;
      if (statement.allows) side.allow[named] = either(side.allow[named], truth);
      else side.deny = either(side.deny, truth);
    }
  }
  return side;
}

/**
 * AWS keeps RCPFullAWSAccess attached at every level and lets nobody detach it, and own RCPs can only deny. A level
 * that was given without any Allow is one from which that policy was left out.
 */
function hasAllow(side: Pick<Side, 'policies'>): boolean {
  return side.policies.some(({ document }) => document.statements.some(({ effect }) => effect === 'Allow'));
}

export type Found = { policy: string; statement: CompiledStatement };

/** The statements of a side with this effect that come out like this. */
export function statementsWith(side: Side, request: Request, allows: boolean, truth: Truth): Found[] {
  return side.policies.flatMap((policy) =>
    statementsOf(policy.document)
      .filter((statement) => statement.allows === allows)
      .filter((statement) => principalNaming(statement, side.policyType, request, side.bounded) !== null)
      .filter((statement) => applies(statement, request) === truth)
      .map((statement) => ({ policy: policy.name, statement })),
  );
}
