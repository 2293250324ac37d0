import { awsServices } from '@/lib/aws/aws-services';
import type { AwsServices } from '@/lib/aws/service';
import { updateConnectionRow } from '@/lib/store/connections';
import { type Connection, type ConnectionCheck, stateOf } from '@/lib/wiring/connection';
import { checkAccount, checkAssumeRole, skippedFrom } from './doctor/assume-role-check';
import { checkHub } from './doctor/hub-identity';
import { barredAccount, checkReads } from './doctor/reads';
import { checkRegions } from './doctor/regions';
import { checkWrites } from './doctor/writes';
import { getConnection } from './get-connection';

export type Examination = { connection: Connection; checks: ConnectionCheck[] };

/** The doctor: every step of reaching an account, in order of cause. What rests on a failed step is skipped. */
export async function checkConnection(id: string, services = awsServices): Promise<Examination> {
  const connection = await getConnection(id);
  const checks = await examine(connection, services);
  const checkedAt = new Date().toISOString();
  const updated = await updateConnectionRow(id, { checkedAt, checkState: stateOf(checks) });
  return { connection: updated ?? connection, checks };
}

async function examine(connection: Connection, services: AwsServices): Promise<ConnectionCheck[]> {
  const region = connection.regions[0] ?? 'us-east-1';
  const { checks: first, hub } = await checkHub(connection, region);
  if (hub === null || first.some(({ state }) => state === 'failed')) {
    return [...first, ...skippedFrom(connection, 'assume-role')];
  }
  const assumed = await checkAssumeRole(connection, region, hub, services);
  const before = [...first, ...assumed.checks];
  if (!assumed.isAssumed) return [...before, ...skippedFrom(connection, 'account')];
  const account = await checkAccount(connection, region, services);
  if (account.state === 'failed') return [...before, account, ...skippedFrom(connection, 'regions')];
  const regions = await checkRegions(connection, services);
  const reached = connection.regions.filter((_, index) => regions[index]?.state === 'passed');
  const { checks: reads, sample } = await checkReads(connection, reached, services);
  const barred = barredAccount(connection, reads);
  if (barred) return [...before, account, ...regions, barred, ...skippedFrom(connection, 'rights')];
  const writes = await checkWrites(connection, reached[0] ?? region, sample, services);
  return [...before, account, ...regions, ...reads, ...writes];
}
