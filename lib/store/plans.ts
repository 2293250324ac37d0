import { eq, inArray, or, sql } from 'drizzle-orm';
import type { Plan } from '@/lib/wiring/plan/plan';
import { database } from './database';
import { plans, runs } from './schema';

export async function insertPlan(plan: Plan): Promise<void> {
  const db = await database();
  await db.insert(plans).values({ id: plan.id, wireId: plan.wireId, createdAt: plan.createdAt, plan });
}

export async function findPlan(id: string): Promise<Plan | null> {
  const db = await database();
  const [row] = await db.select({ plan: plans.plan }).from(plans).where(eq(plans.id, id));
  return row?.plan ?? null;
}

/** What of a stored plan tells its ends. */
export type StoredEnds = Pick<Plan, 'id' | 'source' | 'reader' | 'chosen'>;

/** The ends of these plans, as far as they are still known. */
export async function findPlanEnds(ids: readonly string[]): Promise<StoredEnds[]> {
  if (ids.length === 0) return [];
  const db = await database();
  const part = <Name extends keyof StoredEnds>(name: Name) => sql<StoredEnds[Name]>`${plans.plan} -> ${name}::text`;
  const rows = await db
    .select({ id: plans.id, source: part('source'), reader: part('reader'), chosen: part('chosen') })
    .from(plans)
    .where(inArray(plans.id, [...ids]));
  return rows.map(({ chosen, ...ends }) => ({ ...ends, ...(chosen ? { chosen } : {}) }));
}

/** Forgets every plan between these connections, with its runs and their journals. */
export async function forgetPlans(connectionIds: readonly string[]): Promise<void> {
  const db = await database();
  const between = or(
    inArray(sql`${plans.plan} #>> '{source,connection}'`, [...connectionIds]),
    inArray(sql`${plans.plan} #>> '{reader,connection}'`, [...connectionIds]),
  );
  await db.transaction(async (tx) => {
    await tx.delete(runs).where(inArray(runs.planId, tx.select({ id: plans.id }).from(plans).where(between)));
    await tx.delete(plans).where(between);
  });
}
