import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import { cause, type Finding, skipped, title } from './verdicts';

/** The steps from the hub to a session, in order of cause, with the key of each one's title. */
const rows = {
  'hub-may-assume': 'hubMayAssume',
  'role-exists': 'roleExists',
  trust: 'trust',
  'external-id': 'externalId',
  conditions: 'conditions',
  organization: 'organization',
  'tag-session': 'tagSession',
  'session-length': 'sessionLength',
  'assume-role': 'assumeRole',
} as const;

type RowId = keyof typeof rows;
export type Findings = Partial<Record<RowId, Finding>>;

const ids = Object.keys(rows) as RowId[];

/** What was found of each step. A step without a finding was not told where it comes first, and not tried after a failure. */
export function assumeRoleRows({ roleArn }: Connection, findings: Findings): ConnectionCheck[] {
  let failed = false;
  return ids.map((id) => {
    const found = findings[id];
    const row: Finding = found ?? (failed ? notTried : notTold);
    failed ||= found?.state === 'failed';
    return { id, title: title(rows[id], { role: roleArn }), ...row };
  });
}

const notTried: Finding = { state: 'skipped', cause: cause('skipped'), evidence: '' };
const notTold: Finding = { state: 'unknown', cause: cause('notTold'), evidence: '' };

export function skippedAssumeRole(): ConnectionCheck[] {
  return ids.map((id) => skipped(id, rows[id]));
}
