import { readHubRole } from '@/lib/aws/iam/role-facts';
import type { Hub } from '@/lib/aws/sts/hub';
import { parsePolicy } from '@/lib/policy/document';
import { evaluate, type Outcome } from '@/lib/policy/evaluate';
import type { NamedPolicy, Principal } from '@/lib/policy/question';
import type { Connection } from '@/lib/wiring/connection';
import { hubRights, simulateHub, withoutStatement } from './commands';
import { type OwnPolicies, ownPolicies } from './own-policies';
import { cause, type Finding, fact, fix } from './verdicts';

export type HubRights = { unread: string | null; policies: OwnPolicies | null; boundaryArn: string | null };

/** The hub's own policies, as far as the hub may read them. */
export async function readHubRights(hub: Hub, sandbox: boolean, region: string): Promise<HubRights> {
  const role = await readHubRole(hub, sandbox, region);
  if (role === null) return { unread: '', policies: null, boundaryArn: null };
  const own = ownPolicies(role);
  if (!own.ok) return { unread: own.why, policies: null, boundaryArn: null };
  const boundaryArn = role.role.state === 'known' ? role.role.value.boundaryArn : null;
  return { unread: null, policies: own.policies, boundaryArn };
}

/** Who the hub is to a policy. A path that could not be read is left out of the role's ARN. */
export function hubPrincipal(hub: Hub, roleArn = hub.principals[0] ?? hub.arn): Principal {
  const { arn, accountId, uniqueId } = hub;
  if (hub.isRole) return { type: 'session', arn, roleArn, accountId, uniqueId };
  if (arn.endsWith(':root')) return { type: 'root', arn, accountId };
  return { type: 'user', arn, accountId, uniqueId };
}

/** May the hub call `action` on the role, as far as its own account's policies go? `null` where they could not be read. */
export function hubMay(rights: HubRights, connection: Connection, hub: Hub, action: string): Outcome | null {
  const { policies } = rights;
  if (policies === null) return null;
  return evaluate(
    {
      principal: hubPrincipal(hub),
      action,
      resource: { arn: connection.roleArn, accountId: connection.accountId },
      context: {},
      contextComplete: false,
    },
    { ...policies, resource: openTo(hub), resourceType: 'trust' },
  );
}

/** `words` are AWS's, where its refusal is about the hub's own side. */
export function hubFinding(rights: HubRights, connection: Connection, hub: Hub, words: string | null): Finding {
  const outcome = hubMay(rights, connection, hub, 'sts:AssumeRole');
  const values = { role: connection.roleArn, hub: hub.principals[0] ?? hub.arn };
  if (outcome?.decision === 'deny') {
    const evidence = words ?? outcome.decidedBy?.statement.text ?? '';
    return { state: 'failed', evidence, ...denial(rights, connection, hub, outcome) };
  }
  if (words !== null) {
    const letHub = fix('letHub', values, hubRights(connection, hub));
    return { state: 'failed', cause: cause('hubMayNot', values), evidence: words, fix: letHub };
  }
  if (outcome === null) {
    const key = rights.unread ? 'hubUnread' : 'hubUnreadable';
    const ask = fix('simulateHub', values, { command: simulateHub(connection, hub) });
    return { state: 'unknown', cause: cause(key, values), evidence: rights.unread ?? '', fix: ask };
  }
  const evidence = outcome.decidedBy?.statement.text ?? '';
  if (outcome.decision === 'depends') {
    return {
      state: 'unknown',
      cause: cause('hubDepends', { ...values, keys: outcome.dependsOn.join(', ') || '–' }),
      evidence,
    };
  }
  return { state: 'passed', evidence, facts: [fact('hubAllowed', { policy: outcome.decidedBy?.policy ?? '' })] };
}

/** Which part of the hub's own side refuses, and what to paste there. */
function denial(
  rights: HubRights,
  connection: Connection,
  hub: Hub,
  { reason, decidedBy, policyType }: Outcome,
): Pick<Finding, 'cause' | 'fix' | 'facts'> {
  const principal = hub.principals[0] ?? hub.arn;
  const values = { role: connection.roleArn, hub: principal };
  if (reason === 'explicit-deny' && decidedBy) {
    const { policy, statement } = decidedBy;
    const text = rights.policies?.identity.find(({ name }) => name === policy)?.document.text;
    const isInline = rights.policies?.inlineNames.has(policy) ?? false;
    const command = text && isInline ? withoutStatement(principal, policy, text, statement.index) : undefined;
    const denied = { ...values, policy, action: 'sts:AssumeRole' };
    return { cause: cause('hubDenied', denied), fix: fix('removeHubDeny', denied, { command }) };
  }
  const rightsToGive = hubRights(connection, hub);
  if (policyType === 'boundary') {
    const bound = { ...values, boundary: rights.boundaryArn ?? '' };
    const { document } = rightsToGive;
    return { cause: cause('hubBounded', bound), fix: fix('widenHubBoundary', bound, { document }) };
  }
  const facts = [fact('hubReadItself')];
  return { cause: cause('hubMayNot', values), facts, fix: fix('letHub', values, rightsToGive) };
}

/** Opens the role to the hub's account, so that the hub's own side alone decides. */
function openTo({ accountId, partition }: Hub): NamedPolicy {
  const parsed = parsePolicy(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${accountId}:root` }, Action: 'sts:*' }],
    }),
  );
  if (!parsed.ok) throw new Error('the open trust policy does not parse');
  return { name: 'trust policy', document: parsed.document };
}
