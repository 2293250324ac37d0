import { forgetSessions } from '@/lib/aws/session/open-session';
import type { Practice } from '@/lib/sandbox/practice';
import { forgetPlans } from '@/lib/store/plans';
import { forgetWires } from '@/lib/store/wires';
import { listConnections } from '../connection/list-connections';
import { refusal } from '../http/refuse';
import { forgetInventory } from '../inventory/kept-inventory';
import { stopRuns } from '../run/run-engine';
import { currentPractice } from './practice-state';

/** What a person needs to point the `aws` CLI at the practice accounts, and what they serve. Throws the problem `no-practice`. */
export async function practiceAccounts(): Promise<Pick<Practice, 'endpoint' | 'region' | 'accounts' | 'services'>> {
  const { endpoint, region, accounts, services } = await practiceInUse();
  return { endpoint, region, accounts, services };
}

/** Throws everything in the practice accounts away and opens on the first landscape again. */
export async function resetPractice(): Promise<void> {
  const practice = await practiceInUse();
  const connections = (await listConnections()).filter((connection) => connection.sandbox).map(({ id }) => id);
  await stopRuns(({ steps }) => steps.some(({ change }) => connections.includes(change.place.connectionId)));
  await practice.reset();
  // What their journals say was granted is not there any more.
  await forgetPlans(connections);
  await forgetWires(practice.accounts.map((account) => account.id));
  for (const id of connections) {
    forgetSessions(id);
    forgetInventory(id);
  }
}

/** Throws the problem `no-practice` while they are off or hidden. */
export async function practiceInUse(): Promise<Practice> {
  const practice = await currentPractice();
  if (practice === null) throw refusal(404, 'no-practice');
  return practice;
}
