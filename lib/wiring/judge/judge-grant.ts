import { parsePolicy } from '@/lib/policy/document';
import { evaluate } from '@/lib/policy/evaluate';
import type { NamedPolicy, Policies, Question } from '@/lib/policy/question';
import { arnOf } from '../arn';
import type { Evidence } from '../evidence';
import type { Ends } from '../kind/kind';
import { type Need, type Verdict, verdict } from '../need';
import type { Read } from '../read';
import { refused, unread } from './judge-fact';
import { judgeOwner } from './judge-owner';
import { askedFor, type Grant, verdictOf } from './verdict-of';

/** Judges one grant: first whether every document it rests on was read, then by evaluating them. */
export function judgeGrant(need: Need, grant: Grant, ends: Ends, evidence: Evidence): Verdict {
  switch (grant.place) {
    case 'resource-policy':
    case 'key-policy':
      return judgeOwner(need, grant, ends, evidence);
    case 'identity-policy':
      return judgeIdentity(need, grant, ends, evidence);
    case 'trust-policy':
      return judgeTrust(need, grant, ends, evidence);
  }
}

/** Everything that was read of the role, or the read that stands in the way. */
function rolePolicies({ role }: Evidence): {
  policies: NamedPolicy[];
  boundary?: NamedPolicy;
  gap: Exclude<Read<unknown>, { state: 'known' }> | null;
  unparsed: boolean;
} {
  const policies: NamedPolicy[] = [];
  let gap: Exclude<Read<unknown>, { state: 'known' }> | null = null;
  let unparsed = false;
  const take = (name: string, read: Read<string>) => {
    if (read.state !== 'known') {
      gap ??= read;
      return undefined;
    }
    const document = parsePolicy(read.value);
    if (document.ok) return { name, document: document.document };
    unparsed = true;
    return undefined;
  };
  for (const list of [role.attached, role.inline]) {
    if (list.state !== 'known') {
      gap ??= list;
      continue;
    }
    for (const policy of list.value) {
      const named = take(policy.name, policy.document);
      if (named) policies.push(named);
    }
  }
  const boundary = role.boundary.state === 'absent' ? undefined : take('permissions-boundary', role.boundary);
  return { policies, ...(boundary ? { boundary } : {}), gap, unparsed };
}

function judgeIdentity(need: Need, grant: Grant, ends: Ends, evidence: Evidence): Verdict {
  const { role } = evidence.role;
  if (role.state === 'absent') return verdict(need, 'missing', 'role-gone');
  const { policies, boundary, gap, unparsed } = rolePolicies(evidence);
  const account = arnOf(ends.roleArn).accountId;
  const owner = grant.resource === '*' ? account : arnOf(grant.resource).accountId || account;
  // Asked as if within one account, where the identity side decides alone; conditions still see the true owner.
  const asked = askedFor(grant, ends, evidence.role, account);
  const outcome = evaluate(
    { ...asked, context: { ...asked.context, 'aws:ResourceAccount': owner } },
    { identity: policies, ...(boundary ? { boundary } : {}) },
  );
  if (outcome.decision === 'deny' && outcome.reason === 'explicit-deny') return verdictOf(need, grant, outcome);
  if (role.state !== 'known') return unread(need, role, 'role-gone');
  // A policy that was not read may hold a Deny as well as an Allow, so nothing can be said either way.
  if (gap) return unread(need, gap, 'role-gone');
  if (unparsed) return verdict(need, 'unknown', 'unparsed');
  return verdictOf(need, grant, outcome);
}

/** Condition keys that a service never sends when it assumes a role (domain: wirings K1 b', security §2). */
const neverSentByService = [
  'sts:sourceidentity',
  'sts:externalid',
  'aws:multifactorauthpresent',
  'sts:rolesessionname',
];

function judgeTrust(need: Need, grant: Grant, ends: Ends, evidence: Evidence): Verdict {
  const { role } = evidence.role;
  if (role.state === 'absent') return verdict(need, 'missing', 'role-gone');
  if (role.state !== 'known') return refusedOrFailed(need, role);
  const trust = parsePolicy(role.value.trustPolicy);
  if (!trust.ok) return verdict(need, 'unknown', 'unparsed');
  const ask: Question = {
    principal: { type: 'service', name: grant.principal },
    action: grant.action,
    resource: { arn: grant.resource, accountId: arnOf(ends.roleArn).accountId },
    context: {},
    contextComplete: false,
  };
  const policies: Policies = {
    identity: [],
    resource: { name: 'trust-policy', document: trust.document },
    resourceType: 'trust',
  };
  const outcome = evaluate(ask, policies);
  const demands = outcome.dependsOn.filter((key) => neverSentByService.includes(key.toLowerCase()));
  if (outcome.decision === 'depends' && demands.length > 0) {
    return verdict(need, 'missing', 'trust-demands', { keys: demands.join(', ') });
  }
  return verdictOf(need, grant, outcome);
}

function refusedOrFailed(need: Need, read: Exclude<Read<unknown>, { state: 'known' } | { state: 'absent' }>): Verdict {
  return read.state === 'refused' ? refused(need, read.refusal) : unread(need, read, 'role-gone');
}
