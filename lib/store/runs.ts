import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Run, RunState, RunStep } from '@/lib/wiring/run';
import { database } from './database';
import { isoOrNull, toIso } from './moment';
import { runSteps, runs } from './schema';

/** The run with all its steps, in one transaction. */
export async function insertRun(run: Run): Promise<void> {
  const db = await database();
  const { steps, ...row } = run;
  await db.transaction(async (tx) => {
    await tx.insert(runs).values(row);
    if (steps.length === 0) return;
    await tx.insert(runSteps).values(
      steps.map((step, position) => ({
        runId: run.id,
        changeId: step.change.id,
        position,
        state: step.state,
        journal: step,
      })),
    );
  });
}

export async function findRun(id: string): Promise<Run | null> {
  const db = await database();
  const rows = await db.select().from(runs).where(eq(runs.id, id));
  return (await withSteps(rows))[0] ?? null;
}

/** Newest first. */
export async function listRuns(filter: { wireId?: string; limit?: number } = {}): Promise<Run[]> {
  const db = await database();
  const rows = await db
    .select()
    .from(runs)
    .where(filter.wireId === undefined ? undefined : eq(runs.wireId, filter.wireId))
    .orderBy(desc(runs.startedAt), desc(runs.id))
    .limit(filter.limit ?? 200);
  return withSteps(rows);
}

/** Runs with a change to a role of an account, newest first. */
export async function listRunsOfRole(accountId: string, roleName: string): Promise<Run[]> {
  const db = await database();
  const ofRole = db
    .select({ id: runSteps.runId })
    .from(runSteps)
    .where(
      and(
        eq(sql`${runSteps.journal} #>> '{change,call,roleName}'`, roleName),
        eq(sql`${runSteps.journal} #>> '{change,place,accountId}'`, accountId),
      ),
    );
  const rows = await db
    .select()
    .from(runs)
    .where(inArray(runs.id, ofRole))
    .orderBy(desc(runs.startedAt), desc(runs.id));
  return withSteps(rows);
}

export async function runsInState(states: readonly RunState[]): Promise<Run[]> {
  const db = await database();
  const rows = await db
    .select()
    .from(runs)
    .where(inArray(runs.state, [...states]))
    .orderBy(asc(runs.startedAt));
  return withSteps(rows);
}

export async function saveRunState(id: string, state: RunState, endedAt: string | null): Promise<void> {
  const db = await database();
  await db.update(runs).set({ state, endedAt }).where(eq(runs.id, id));
}

/**
 * Moves a run from one of `from` to `to` if nobody else did so first; `false` when it was in another state. Two people
 * who press the same button start one thing.
 */
export async function claimRun(id: string, from: readonly RunState[], to: RunState): Promise<boolean> {
  const db = await database();
  const claimed = await db
    .update(runs)
    .set({ state: to, endedAt: null })
    .where(and(eq(runs.id, id), inArray(runs.state, [...from])))
    .returning({ id: runs.id });
  return claimed.length === 1;
}

/** Writes the journal of one step; on disk when it returns. */
export async function saveStep(runId: string, step: RunStep): Promise<void> {
  const db = await database();
  await db
    .update(runSteps)
    .set({ state: step.state, journal: step })
    .where(and(eq(runSteps.runId, runId), eq(runSteps.changeId, step.change.id)));
}

async function withSteps(rows: (typeof runs.$inferSelect)[]): Promise<Run[]> {
  if (rows.length === 0) return [];
  const db = await database();
  const ids = rows.map((row) => row.id);
  const steps = await db.select().from(runSteps).where(inArray(runSteps.runId, ids)).orderBy(asc(runSteps.position));
  return rows.map((row) => ({
    ...row,
    startedAt: toIso(row.startedAt),
    endedAt: isoOrNull(row.endedAt),
    steps: steps.filter((step) => step.runId === row.id).map((step) => step.journal),
  }));
}
