import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm';
import { activeStates, type Run, type RunHolder } from '@/lib/wiring/run';
import { database, type Transaction } from './database';
import { isoOrNull, toIso } from './moment';
import { leases, plans, runSteps, runs } from './schema';

/** The run with all its steps, in one transaction: one of its own, or `within` another. */
export async function insertRun(run: Run, within?: Transaction): Promise<void> {
  const { steps, holder: _, ...row } = run;
  await (within ?? (await database())).transaction(async (tx) => {
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

/** The last run that was begun of a plan, by id; `null` where none was. */
export async function lastRunOf(planId: string): Promise<string | null> {
  const db = await database();
  const [row] = await db
    .select({ id: runs.id })
    .from(runs)
    .where(eq(runs.planId, planId))
    .orderBy(desc(runs.startedAt), desc(runs.id))
    .limit(1);
  return row?.id ?? null;
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

/** Runs for any of these wires, newest first. */
export async function listRunsOfWires(wireIds: readonly string[]): Promise<Run[]> {
  if (wireIds.length === 0) return [];
  const db = await database();
  const rows = await db
    .select()
    .from(runs)
    .where(inArray(runs.wireId, [...wireIds]))
    .orderBy(desc(runs.startedAt), desc(runs.id));
  return withSteps(rows);
}

/**
 * Every wire that has runs. `at` is another text once one of them began, ended or turned; of those that are at work
 * (`active`) the journal goes on without it.
 */
export async function wiresWithRuns(): Promise<{ wireId: string; at: string; active: boolean }[]> {
  const db = await database();
  const each = sql`concat_ws(' ', ${runs.id}, ${runs.state}, ${runs.endedAt}, ${runs.undoBegunAt})`;
  return db
    .select({
      wireId: runs.wireId,
      at: sql<string>`md5(string_agg(${each}, ',' order by ${runs.id}))`,
      active: sql<boolean>`bool_or(${inArray(runs.state, [...activeStates])})`,
    })
    .from(runs)
    .groupBy(runs.wireId);
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

/** Runs for a wire, and for every other that joins its source to its role, newest first. */
export async function listRunsBetween(sourceArn: string, roleArn: string, wireId: string): Promise<Run[]> {
  const db = await database();
  const between = db
    .select({ id: plans.id })
    .from(plans)
    .where(
      and(eq(sql`${plans.plan} #>> '{source,arn}'`, sourceArn), eq(sql`${plans.plan} #>> '{reader,roleArn}'`, roleArn)),
    );
  const rows = await db
    .select()
    .from(runs)
    .where(or(eq(runs.wireId, wireId), inArray(runs.planId, between)))
    .orderBy(desc(runs.startedAt), desc(runs.id));
  return withSteps(rows);
}

async function withSteps(rows: (typeof runs.$inferSelect)[]): Promise<Run[]> {
  if (rows.length === 0) return [];
  const db = await database();
  const ids = rows.map((row) => row.id);
  const [steps, held] = await Promise.all([
    db.select().from(runSteps).where(inArray(runSteps.runId, ids)).orderBy(asc(runSteps.position)),
    db.select().from(leases).where(inArray(leases.runId, ids)),
  ]);
  return rows.map((row) => {
    const lease = held.find(({ runId }) => runId === row.id);
    return {
      ...row,
      startedAt: toIso(row.startedAt),
      endedAt: isoOrNull(row.endedAt),
      undoBegunAt: isoOrNull(row.undoBegunAt),
      ...(lease ? { holder: holderOf(lease) } : {}),
      steps: steps.filter((step) => step.runId === row.id).map((step) => step.journal),
    };
  });
}

export function holderOf({ instance, client, since }: typeof leases.$inferSelect): RunHolder {
  return { instance, client, since: toIso(since) };
}
