import type { AwsServices } from '@/lib/aws/service';
import type { ConnectionCheck } from '@/lib/wiring/connection';
import type { Refusal } from '@/lib/wiring/read';
import { policyTypeOf } from '@/lib/wiring/refused-by';
import { assumeRoleRows, type Findings } from './assume-role-rows';
import { lookAtRole, makeRole, pasteTrust } from './commands';
import { hubFinding, readHubRights } from './hub-rights';
import { refusedAround, refusedTags } from './named-refusal';
import type { Refused } from './refused';
import { whatRemains } from './remaining-causes';
import { lengthRefused } from './session-length';
import { readTargetRole, type TargetRole } from './target-role';
import { holdAgainstTrust } from './trust';
import { cause, type Finding, fact, fix, title, wordsOf } from './verdicts';

/**
 * AWS's words for a role that does not exist, one that trusts somebody else and one that asks for another external ID
 * are the same (domain: failures F79). So all that can be read is held against the request that was refused.
 */
export async function explainRefusal(refused: Refused, services: AwsServices): Promise<ConnectionCheck[]> {
  const { connection, right, region } = refused;
  const { read } = right;
  const words = wordsOf(read);
  if (read.state === 'refused')
    return assumeRoleRows(connection, await refusalFindings(refused, read.refusal, services));
  const length = lengthRefused(right.code ?? '', words, connection);
  if (length) return assumeRoleRows(connection, { 'session-length': length });
  const values = { region, account: connection.accountId };
  if (/^RegionDisabled/.test(right.code ?? '')) {
    const rows = assumeRoleRows(connection, {
      'assume-role': { state: 'skipped', cause: cause('explained'), evidence: words },
    });
    const disabled: ConnectionCheck = {
      id: `region:${region}`,
      title: title('region', { region }),
      state: 'failed',
      cause: cause('stsRegionDisabled', values),
      evidence: words,
      fix: fix('stsRegionDisabled', values),
    };
    return [...rows, disabled];
  }
  const failed: Finding = {
    state: 'failed',
    cause: cause('assumeFailed', values),
    evidence: words,
    fix: fix('assumeFailed'),
  };
  return assumeRoleRows(connection, { 'assume-role': failed });
}

async function refusalFindings(refused: Refused, refusal: Refusal, services: AwsServices): Promise<Findings> {
  const { connection, hub, region } = refused;
  const [rights, target] = await Promise.all([
    readHubRights(hub, connection.sandbox, region),
    readTargetRole(connection, region, hub, services),
  ]);
  const type = policyTypeOf(refusal);
  const isHubSide = type === 'identity' || type === 'boundary' || type === 'session';
  const findings: Findings = {
    'hub-may-assume': hubFinding(rights, connection, hub, isHubSide ? refusal.message : null),
    ...refusedAround(refused, refusal),
    ...refusedTags(refused, refusal, rights, target),
    ...targetFindings(refused, target, services),
  };
  // What AWS says outright is not weakened by what could not be read.
  const onlyWithout = withoutExternalId(refused);
  if (onlyWithout && findings['external-id']?.state !== 'failed') findings['external-id'] = onlyWithout;
  return concluded(refused, refusal, findings, target);
}

/** What another way into the account shows of the role. */
function targetFindings(
  { connection, hub, region }: Refused,
  target: TargetRole | null,
  services: AwsServices,
): Findings {
  if (target === null) return {};
  const { read, through } = target;
  const values = { role: connection.roleArn, through, account: connection.accountId };
  const seen = fact('readThrough', values);
  if (read.state === 'absent') {
    const make = fix('makeRole', values, makeRole(connection, hub, services));
    return {
      'role-exists': { state: 'failed', cause: cause('noRole', values), evidence: '', facts: [seen], fix: make },
    };
  }
  if (read.state !== 'known') {
    return { 'role-exists': { state: 'unknown', cause: cause('roleUnread', values), evidence: wordsOf(read) } };
  }
  const facts = read.value;
  if (facts.arn !== connection.roleArn) {
    const other = { ...values, other: facts.arn };
    const found: Finding = { state: 'failed', cause: cause('otherPath', other), evidence: facts.arn, facts: [seen] };
    return { 'role-exists': { ...found, fix: fix('otherPath', other) } };
  }
  const made = fact('roleMade', { id: facts.uniqueId, at: facts.createdAt });
  const exists: Finding = { state: 'passed', evidence: facts.arn, facts: [seen, made] };
  return { 'role-exists': exists, ...holdAgainstTrust({ connection, hub, region, facts }) };
}

/** Refused with the external ID and let in without it: the trust policy asks that there be none, or another one. */
function withoutExternalId({ connection, hub, none, wrong }: Refused): Finding | null {
  const open = [none.read, wrong.read].find((read) => read.state === 'known');
  if (open?.state !== 'known') return null;
  const paste = fix('pasteTrust', {}, pasteTrust(connection, hub));
  return { state: 'failed', cause: cause('onlyWithoutExternalId'), evidence: open.value.arn, fix: paste };
}

/** The last row: explained by a failure before it, or itself the failure, with every cause that is left. */
function concluded(refused: Refused, refusal: Refusal, findings: Findings, target: TargetRole | null): Findings {
  const { connection, hub } = refused;
  if (Object.values(findings).some(({ state }) => state === 'failed')) {
    const explained: Finding = { state: 'skipped', cause: cause('explained'), evidence: refusal.message };
    return { ...findings, 'assume-role': explained };
  }
  const left = whatRemains(refused, refusal, findings, target);
  const key = policyTypeOf(refusal) === 'trust' ? 'trustRefuses' : 'assumeRefused';
  const values = { role: connection.roleArn, hub: hub.arn, account: connection.accountId, count: left.length };
  const failed: Finding = {
    state: 'failed',
    cause: cause(key, values),
    evidence: refusal.message,
    remaining: left,
    fix: fix('tellApart', values, { document: pasteTrust(connection, hub).document, command: lookAtRole(connection) }),
  };
  return { ...findings, 'assume-role': failed };
}
