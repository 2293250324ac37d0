import type { Refusal } from '@/lib/wiring/read';
import { policyTypeOf } from '@/lib/wiring/refused-by';
import type { Findings } from './assume-role-rows';
import { hubRights, pasteTrust } from './commands';
import { type HubRights, hubMay } from './hub-rights';
import type { Refused } from './refused';
import type { TargetRole } from './target-role';
import { holdAgainstTrust } from './trust';
import { cause, type Finding, fact, fix } from './verdicts';

/** AWS names a policy that stands around one of the two accounts (domain: failures F81, F82, F85). */
export function refusedAround({ connection, hub }: Refused, refusal: Refusal): Findings {
  const type = policyTypeOf(refusal);
  if (type !== 'scp' && type !== 'rcp' && type !== 'endpoint') return {};
  const values = {
    role: connection.roleArn,
    hub: hub.arn,
    account: type === 'rcp' ? connection.accountId : hub.accountId,
    policy: /policy: (arn:\S+)/.exec(refusal.message)?.[1] ?? '–',
  };
  const key = ({ scp: 'scpForbids', rcp: 'rcpForbids', endpoint: 'endpointForbids' } as const)[type];
  return {
    organization: { state: 'failed', cause: cause(key, values), evidence: refusal.message, fix: fix(key, values) },
  };
}

/**
 * The hub's own session carries tags or a source identity that go on into every session it makes: both sides must then
 * allow that by name (domain: failures F92, security §3).
 */
export function refusedTags(
  { connection, hub, region }: Refused,
  refusal: Refusal,
  rights: HubRights,
  target: TargetRole | null,
): Findings {
  const { action, message } = refusal;
  if (action !== 'sts:TagSession' && action !== 'sts:SetSourceIdentity') return {};
  const values = { action, role: connection.roleArn, hub: hub.principals[0] ?? hub.arn };
  if (hubMay(rights, connection, hub, action)?.decision === 'deny') {
    const hubSide = fix('letHub', values, hubRights(connection, hub));
    return {
      'tag-session': { state: 'failed', cause: cause('hubMayNotTag', values), evidence: message, fix: hubSide },
    };
  }
  const facts = target?.read.state === 'known' ? target.read.value : null;
  const held = facts && holdAgainstTrust({ connection, hub, region, facts, action });
  const seen = held?.trust.state === 'failed' ? [fact('trustLacks', values)] : [];
  const found: Finding = { state: 'failed', cause: cause('tagsRefused', values), evidence: message, facts: seen };
  return { 'tag-session': { ...found, fix: fix('pasteTrust', {}, pasteTrust(connection, hub)) } };
}
