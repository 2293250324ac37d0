import { oneAtATime } from '@/lib/aws/one-at-a-time';
import { findConnection } from '@/lib/store/connections';
import { runsInState } from '@/lib/store/runs';
import type { Change } from '@/lib/wiring/plan';
import { refusal } from './refuse';
import { activeStates } from './run-state';

/** Throws `read-only-connection` or `connection-gone` for the first account in which a change may not be made. */
export async function checkMayChange(changes: readonly Change[]): Promise<void> {
  for (const { connectionId, accountId } of changes.map((change) => change.place)) {
    const connection = await findConnection(connectionId);
    if (!connection) throw refusal(409, 'connection-gone', { account: accountId });
    if (connection.mode === 'read-only') throw refusal(403, 'read-only-connection', { name: connection.name });
  }
}

/** Starts work on a wire unless a run works on it already: then the problem `run-in-progress`. */
export function claimWire<T>(wireId: string, start: () => Promise<T>): Promise<T> {
  return oneAtATime(`wire ${wireId}`, async () => {
    const busy = (await runsInState(activeStates)).find((run) => run.wireId === wireId);
    if (busy) throw refusal(409, 'run-in-progress', { run: busy.id });
    return start();
  });
}
