import type { ConnectionCheck } from '@/lib/wiring/connection';
import type { Refusal } from '@/lib/wiring/read';
import { policyTypeOf } from '@/lib/wiring/refused-by';
import type { Findings } from './assume-role-rows';
import type { Refused } from './refused';
import type { TargetRole } from './target-role';
import { type RemainingCode, remaining } from './verdicts';

/** IAM takes seconds to let the rest of AWS know; a role this young may not have arrived everywhere. */
const youngMilliseconds = 5 * 60_000;

/** The causes that nothing could rule out, most likely first (domain: failures F79), each with how to tell it. */
export function whatRemains(
  { connection, hub }: Refused,
  refusal: Refusal,
  findings: Findings,
  target: TargetRole | null,
): NonNullable<ConnectionCheck['remaining']> {
  const values = {
    role: connection.roleArn,
    hub: hub.principals[0] ?? hub.arn,
    account: hub.accountId,
    root: `arn:${hub.partition}:iam::${hub.accountId}:root`,
    externalId: connection.externalId,
    id: hub.uniqueId,
  };
  const open = (row: keyof Findings) => findings[row]?.state !== 'passed';
  const namesTrust = policyTypeOf(refusal) === 'trust';
  const causes: [isOpen: boolean, code: RemainingCode][] = [
    [!namesTrust && open('role-exists'), 'noRole'],
    [open('trust'), 'trust'],
    [open('external-id'), 'externalId'],
    [open('conditions'), 'conditions'],
    [!namesTrust && open('hub-may-assume'), 'hub'],
    [isYoung(target), 'young'],
    [!namesTrust, 'organization'],
  ];
  return causes.filter(([isOpen]) => isOpen).map(([, code]) => remaining(code, values));
}

function isYoung(target: TargetRole | null): boolean {
  if (target?.read.state !== 'known') return false;
  return Date.now() - Date.parse(target.read.value.createdAt) < youngMilliseconds;
}
