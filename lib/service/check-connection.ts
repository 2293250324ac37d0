import { type Hub, readHub } from '@/lib/aws/hub';
import { updateConnectionRow } from '@/lib/store/connections';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import { checkAccount, checkAssume, checkExternalId, checkHub } from './doctor/door';
import { checkReads } from './doctor/reads';
import { checkRegions } from './doctor/regions';
import { skipped } from './doctor/verdicts';
import { checkWrites } from './doctor/writes';
import { getConnection } from './get-connection';

export type Examination = { connection: Connection; checks: ConnectionCheck[] };

/** The doctor: every step of reaching an account, in order of cause. What rests on a failed step is skipped. */
export async function checkConnection(id: string): Promise<Examination> {
  const connection = await getConnection(id);
  const checks = await examine(connection);
  const checkState = checks.some((check) => check.state === 'failed') ? 'failing' : 'ready';
  const checkedAt = new Date().toISOString();
  const updated = await updateConnectionRow(id, { checkedAt, checkState });
  return { connection: updated ?? connection, checks };
}

async function examine(connection: Connection): Promise<ConnectionCheck[]> {
  const region = connection.regions[0] ?? 'us-east-1';
  const read = await readHub(connection.sandbox, region);
  const hub: Hub | null = read.state === 'known' ? read.value : null;
  const first = checkHub(read);
  if (hub === null) return [first, skipped('assume-role', 'assumeRole'), ...skippedInside(connection)];
  const assumed = await checkAssume(connection, region, hub);
  if (assumed.state !== 'passed') return [first, assumed, ...skippedInside(connection)];
  const [external, account] = await Promise.all([
    checkExternalId(connection, region, hub),
    checkAccount(connection, region),
  ]);
  const before = [first, assumed, external, account];
  if (account.state === 'failed') return [...before, ...skippedRest()];
  const regions = await checkRegions(connection);
  const reached = connection.regions.filter((_, index) => regions[index]?.state === 'passed');
  const { checks: reads, sample } = await checkReads(connection, reached);
  const writes = connection.mode === 'may-change' ? await checkWrites(connection, reached[0] ?? region, sample) : [];
  return [...before, ...regions, ...reads, ...writes];
}

function skippedInside({ accountId }: Connection): ConnectionCheck[] {
  const account = skipped('account', 'account', { account: accountId });
  return [skipped('external-id', 'externalId'), account, ...skippedRest()];
}

function skippedRest(): ConnectionCheck[] {
  return [skipped('regions', 'regions'), skipped('reads', 'reads'), skipped('writes', 'writes')];
}
