import { randomUUID } from 'node:crypto';
import { type Hub, tryRole } from '@/lib/aws/hub';
import { readIdentity } from '@/lib/aws/identity';
import { forgetSessions, openSession } from '@/lib/aws/session';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import type { Read } from '@/lib/wiring/read';
import { trustPolicy } from '../role/documents';
import { cause, fix, policyTypeOf, title, wordsOf } from './verdicts';

/** Does Tributary know who it is? */
export function checkHub(hub: Read<Hub>): ConnectionCheck {
  const base = { id: 'hub-identity', title: title('hubIdentity') };
  if (hub.state === 'known') return { ...base, state: 'passed', evidence: hub.value.arn };
  const none = hub.state === 'failed' && /credential|sso|profile|token/i.test(hub.message);
  return {
    ...base,
    state: 'failed',
    cause: cause(none ? 'noHubCredentials' : 'hubUnreached'),
    evidence: wordsOf(hub),
    fix: fix(none ? 'giveHubCredentials' : 'reachSts'),
  };
}

/** May the hub assume the role? Nothing tells "no such role" from "the trust says no": the causes are named in order. */
export async function checkAssume(connection: Connection, region: string, hub: Hub): Promise<ConnectionCheck> {
  const base = { id: 'assume-role', title: title('assumeRole', { role: connection.roleArn }) };
  const assumed = await tryRole(connection, region, hub.arn);
  if (assumed.state === 'known') {
    // Sessions made while the role was another one are not to be used on.
    forgetSessions(connection.id);
    return { ...base, state: 'passed', evidence: assumed.value };
  }
  const evidence = wordsOf(assumed);
  if (assumed.state !== 'refused') {
    const disabled = /not activated|RegionDisabled|disabled/i.test(evidence);
    const key = disabled ? 'stsRegionDisabled' : 'assumeFailed';
    return { ...base, state: 'failed', cause: cause(key, { region }), evidence, fix: fix(key, { region }) };
  }
  const type = policyTypeOf(assumed.refusal);
  const values = { role: connection.roleArn, hub: hub.arn, account: connection.accountId };
  const document = JSON.stringify(trustPolicy(hub, connection.externalId), null, 2);
  if (type === 'identity' || type === 'boundary') {
    return { ...base, state: 'failed', cause: cause('hubMayNot', values), evidence, fix: fix('letHub', values) };
  }
  if (type === 'scp' || type === 'rcp') {
    const key = type === 'scp' ? 'scpForbids' : 'rcpForbids';
    return { ...base, state: 'failed', cause: cause(key, values), evidence, fix: fix(key, values) };
  }
  const key = type === 'trust' ? 'trustRefuses' : 'assumeRefused';
  return { ...base, state: 'failed', cause: cause(key, values), evidence, fix: fix('pasteTrust', values, document) };
}

/** A role that can be assumed without its external ID is open to anyone who makes us name it (domain: security T2). */
export async function checkExternalId(connection: Connection, region: string, hub: Hub): Promise<ConnectionCheck> {
  const base = { id: 'external-id', title: title('externalId') };
  const [without, wrong] = await Promise.all([
    tryRole(connection, region, hub.arn, null),
    tryRole(connection, region, hub.arn, randomUUID()),
  ]);
  const open = [without, wrong].find((probe) => probe.state === 'known');
  if (open) {
    const document = JSON.stringify(trustPolicy(hub, connection.externalId), null, 2);
    const key = without.state === 'known' ? 'noExternalId' : 'anyExternalId';
    return {
      ...base,
      state: 'failed',
      cause: cause(key),
      evidence: wordsOfSession(open),
      fix: fix('pasteTrust', {}, document),
    };
  }
  const unclear = [without, wrong].find((probe) => probe.state !== 'refused');
  if (unclear) return { ...base, state: 'unknown', cause: cause('externalIdUnclear'), evidence: wordsOf(unclear) };
  return { ...base, state: 'passed', evidence: wordsOf(without) };
}

function wordsOfSession(read: Read<string>): string {
  return read.state === 'known' ? read.value : wordsOf(read);
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
