import { eq, inArray, or, sql } from 'drizzle-orm';
import type { VerdictCode } from '@/lib/wiring/code';
import type { Message } from '@/lib/wiring/message';
import type { Verdict } from '@/lib/wiring/need';
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
  return row ? withCodes(row.plan) : null;
}

/** A plan that was stored before verdicts had codes has only their words, under `verdict.<code>`. */
function withCodes(plan: Plan): Plan {
  const stored: (Omit<Verdict, 'code'> & Partial<Verdict>)[] = plan.verdicts;
  const codeIn = ({ key }: Message) => key.slice('verdict.'.length) as VerdictCode;
  return {
    ...plan,
    verdicts: stored.map((verdict) => ({ ...verdict, code: verdict.code ?? codeIn(verdict.because) })),
  };
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
