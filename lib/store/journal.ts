import { and, eq } from 'drizzle-orm';
import { isActive, type RunState, type RunStep } from '@/lib/wiring/run';
import { database } from './database';
import { type Lease, renewIn } from './leases';
import { leases, runSteps, runs } from './schema';

/** Writes the journal of one step; on disk when it returns. Throws `LeaseLost` for anyone but the run's holder. */
export async function saveStep(lease: Lease, step: RunStep): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    await renewIn(tx, lease);
    await tx
      .update(runSteps)
      .set({ state: step.state, journal: step })
      .where(and(eq(runSteps.runId, lease.runId), eq(runSteps.changeId, step.change.id)));
  });
}

/** Writes the state of a run, and lets go of what it holds once it is settled. Throws `LeaseLost`. */
export async function saveRunState(lease: Lease, state: RunState, endedAt: string | null): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    await renewIn(tx, lease);
    await tx.update(runs).set({ state, endedAt }).where(eq(runs.id, lease.runId));
    if (!isActive(state)) await tx.delete(leases).where(eq(leases.runId, lease.runId));
  });
}
