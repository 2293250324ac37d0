import { findConnection } from '@/lib/store/connections';
import { listRuns } from '@/lib/store/runs';
import type { Calls } from '@/lib/wiring/call/calls';
import { marksRemade, wasThere } from '@/lib/wiring/call/marks';
import type { Change } from '@/lib/wiring/plan/plan';
import { isActive, type Run, stepsBehind } from '@/lib/wiring/run';
import { refusal } from '../http/refuse';

/** Throws `read-only-connection` or `connection-gone` for the first account in which a change may not be made. */
export async function checkMayChange(changes: readonly Change[]): Promise<void> {
  for (const { connectionId, accountId } of changes.map((change) => change.place)) {
    const connection = await findConnection(connectionId);
    if (!connection) throw refusal(409, 'connection-gone', { account: accountId });
    if (connection.mode === 'read-only') throw refusal(403, 'read-only-connection', { name: connection.name });
  }
}

/**
 * Throws `run-overtaken` when a later run of the same wire stands on what this one did, and `run-remade` when the undo of
 * a later one put something else in its place.
 */
export async function checkNotOvertaken(calls: Calls, run: Run): Promise<void> {
  const later = (await listRuns({ wireId: run.wireId })).filter(
    (one) => one.startedAt > run.startedAt && !isActive(one.state),
  );
  const overtaking = later.find(didSomething);
  if (overtaking) throw refusal(409, 'run-overtaken', { run: overtaking.id, at: overtaking.startedAt });
  const remaking = later.find((one) => madeAnew(calls, one));
  if (remaking) throw refusal(409, 'run-remade', { run: remaking.id, at: remaking.startedAt });
}

/** A mapping and a consumer that an undo makes again are others than those that were taken away. */
function madeAnew(calls: Calls, { steps }: Run): boolean {
  return steps.some((step) => marksRemade(calls, step).length > 0);
}

/** What was there already when a run came to it is not that run's. */
function didSomething(run: Run): boolean {
  return stepsBehind(run).some((step) => !wasThere(step));
}
