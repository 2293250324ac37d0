import { randomUUID } from 'node:crypto';
import { type RoleFacts, readRoleFacts } from '@/lib/aws/iam/role-facts';
import type { AwsServices } from '@/lib/aws/service';
import { forgetSessions, openSession } from '@/lib/aws/session/open-session';
import type { Attempt } from '@/lib/aws/sts/attempt';
import type { Hub } from '@/lib/aws/sts/hub';
import { readIdentity } from '@/lib/aws/sts/identity';
import { type Assumed, tryRole } from '@/lib/aws/sts/try-role';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import type { Read } from '@/lib/wiring/read';
import { explainRefusal } from './assume-role-refusal';
import { assumeRoleRows, type Findings, skippedAssumeRole } from './assume-role-rows';
import { pasteTrust } from './commands';
import { assumedLength } from './session-length';
import { cause, type Finding, fact, fix, skipped, title, wordsOf } from './verdicts';

export type AssumeRoleCheck = { checks: ConnectionCheck[]; isAssumed: boolean };

/** From the hub to a session in the account: each step that may stand in the way, in order of cause. */
export async function checkAssumeRole(
  connection: Connection,
  region: string,
  hub: Hub,
  services: AwsServices,
): Promise<AssumeRoleCheck> {
  const [right, none, wrong] = await Promise.all([
    tryRole(connection, region, hub.arn, services),
    tryRole(connection, region, hub.arn, services, null),
    tryRole(connection, region, hub.arn, services, randomUUID()),
  ]);
  if (right.read.state !== 'known') {
    return {
      checks: await explainRefusal({ connection, region, hub, right, none, wrong }, services),
      isAssumed: false,
    };
  }
  // Sessions made while the role was another one are not to be used on.
  forgetSessions(connection.id);
  const facts = await readRoleFacts(openSession(connection, region, 'read', services), connection.roleArn);
  const findings = assumedFindings(connection, hub, right.read.value, facts, { none, wrong });
  return { checks: assumeRoleRows(connection, findings), isAssumed: true };
}

type WithOtherIds = { none: Attempt<Assumed>; wrong: Attempt<Assumed> };

/** A session in hand proves every step before it; only the external ID may still be asked of nobody. */
function assumedFindings(
  connection: Connection,
  hub: Hub,
  assumed: Assumed,
  role: Read<RoleFacts>,
  tries: WithOtherIds,
): Findings {
  const proved: Finding = { state: 'passed', evidence: assumed.arn };
  const trust = role.state === 'known' ? role.value.trustPolicy : assumed.arn;
  const tagged = assumed.sourceIdentity === null ? [] : [fact('sourceIdentity', { identity: assumed.sourceIdentity })];
  const made = role.state === 'known' ? [fact('roleMade', { id: role.value.uniqueId, at: role.value.createdAt })] : [];
  return {
    'hub-may-assume': proved,
    'role-exists': { ...proved, facts: made },
    trust: { ...proved, evidence: trust },
    'external-id': externalId(connection, hub, tries),
    conditions: proved,
    organization: proved,
    'tag-session': { ...proved, facts: tagged },
    'session-length': assumedLength(hub, assumed, role),
    'assume-role': proved,
  };
}

/** A role that can be assumed without its external ID is open to anyone who makes us name it (domain: security T2). */
function externalId(connection: Connection, hub: Hub, { none, wrong }: WithOtherIds): Finding {
  const open = [none.read, wrong.read].find((read) => read.state === 'known');
  if (open?.state === 'known') {
    const key = none.read.state === 'known' ? 'noExternalId' : 'anyExternalId';
    const found = fix('pasteTrust', {}, pasteTrust(connection, hub));
    return { state: 'failed', cause: cause(key), evidence: open.value.arn, fix: found };
  }
  const unclear = [none.read, wrong.read].find((read) => read.state !== 'refused');
  if (unclear) return { state: 'unknown', cause: cause('externalIdUnclear'), evidence: wordsOf(unclear) };
  return { state: 'passed', evidence: wordsOf(none.read), facts: [fact('externalIdTried')] };
}

/** Is it the account that the role's ARN says? */
export async function checkAccount(
  connection: Connection,
  region: string,
  services: AwsServices,
): Promise<ConnectionCheck> {
  const base = { id: 'account', title: title('account', { account: connection.accountId }) };
  const identity = await readIdentity(openSession(connection, region, 'read', services));
  if (identity.state !== 'known') {
    return { ...base, state: 'unknown', cause: cause('accountUnread'), evidence: wordsOf(identity) };
  }
  const { accountId, arn } = identity.value;
  if (accountId === connection.accountId) return { ...base, state: 'passed', evidence: arn };
  const values = { account: connection.accountId, other: accountId };
  return {
    ...base,
    state: 'failed',
    cause: cause('otherAccount', values),
    evidence: arn,
    fix: fix('otherAccount', values),
  };
}

/** Everything that comes after a step and was not tried because it failed. */
export function skippedFrom(
  connection: Connection,
  from: 'assume-role' | 'account' | 'regions' | 'rights',
): ConnectionCheck[] {
  const account = skipped('account', 'account', { account: connection.accountId });
  const rights = [skipped('reads', 'reads'), skipped('writes', 'writes')];
  if (from === 'rights') return rights;
  const rest = [skipped('regions', 'regions'), ...rights];
  if (from === 'assume-role') return [...skippedAssumeRole(), account, ...rest];
  return from === 'account' ? [account, ...rest] : rest;
}
