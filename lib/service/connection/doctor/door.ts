import { randomUUID } from 'node:crypto';
import { type RoleFacts, readRoleFacts } from '@/lib/aws/iam/role-facts';
import type { AwsServices } from '@/lib/aws/service';
import { forgetSessions, openSession } from '@/lib/aws/session/open-session';
import type { Hub } from '@/lib/aws/sts/hub';
import { readIdentity } from '@/lib/aws/sts/identity';
import type { Knock } from '@/lib/aws/sts/knock';
import { type Assumed, tryRole } from '@/lib/aws/sts/try-role';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import type { Read } from '@/lib/wiring/read';
import { pasteTrust } from './commands';
import { doorRows, type Findings, skippedDoor } from './door-rows';
import { explainRefusal } from './refused-door';
import { openLength } from './session-length';
import { cause, type Finding, fact, fix, skipped, title, wordsOf } from './verdicts';

export type Door = { checks: ConnectionCheck[]; isOpen: boolean };

/** From the hub to a session in the account: each step that may stand in the way, in order of cause. */
export async function checkDoor(
  connection: Connection,
  region: string,
  hub: Hub,
  services: AwsServices,
): Promise<Door> {
  const [right, none, wrong] = await Promise.all([
    tryRole(connection, region, hub.arn),
    tryRole(connection, region, hub.arn, null),
    tryRole(connection, region, hub.arn, randomUUID()),
  ]);
  if (right.read.state !== 'known') {
    return { checks: await explainRefusal({ connection, region, hub, right, none, wrong }, services), isOpen: false };
  }
  // Sessions made while the role was another one are not to be used on.
  forgetSessions(connection.id);
  const facts = await readRoleFacts(openSession(connection, region, 'read'), connection.roleArn);
  const findings = openDoor(connection, hub, right.read.value, facts, { none, wrong });
  return { checks: doorRows(connection, findings), isOpen: true };
}

type Probes = { none: Knock<Assumed>; wrong: Knock<Assumed> };

/** A session in hand proves every step before it; only the external ID may still be asked of nobody. */
function openDoor(connection: Connection, hub: Hub, assumed: Assumed, role: Read<RoleFacts>, probes: Probes): Findings {
  const proved: Finding = { state: 'passed', evidence: assumed.arn };
  const trust = role.state === 'known' ? role.value.trustPolicy : assumed.arn;
  const tagged = assumed.sourceIdentity === null ? [] : [fact('sourceIdentity', { identity: assumed.sourceIdentity })];
  const made = role.state === 'known' ? [fact('roleMade', { id: role.value.uniqueId, at: role.value.createdAt })] : [];
  return {
    'hub-may-assume': proved,
    'role-exists': { ...proved, facts: made },
    trust: { ...proved, evidence: trust },
    'external-id': externalId(connection, hub, probes),
    conditions: proved,
    organization: proved,
    'tag-session': { ...proved, facts: tagged },
    'session-length': openLength(hub, assumed, role),
    'assume-role': proved,
  };
}

/** A role that can be assumed without its external ID is open to anyone who makes us name it (domain: security T2). */
function externalId(connection: Connection, hub: Hub, { none, wrong }: Probes): Finding {
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
export async function checkAccount(connection: Connection, region: string): Promise<ConnectionCheck> {
  const base = { id: 'account', title: title('account', { account: connection.accountId }) };
  const identity = await readIdentity(openSession(connection, region, 'read'));
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

/** Everything behind a door that nobody got to. */
export function skippedBehind(
  connection: Connection,
  from: 'door' | 'account' | 'regions' | 'rights',
): ConnectionCheck[] {
  const account = skipped('account', 'account', { account: connection.accountId });
  const rights = [skipped('reads', 'reads'), skipped('writes', 'writes')];
  if (from === 'rights') return rights;
  const rest = [skipped('regions', 'regions'), ...rights];
  if (from === 'door') return [...skippedDoor(), account, ...rest];
  return from === 'account' ? [account, ...rest] : rest;
}
