import { eq } from 'drizzle-orm';
import type { Plan } from '@/lib/wiring/plan';
import { database } from './database';
import { plans } from './schema';

export async function insertPlan(plan: Plan): Promise<void> {
  const db = await database();
  await db.insert(plans).values({ id: plan.id, wireId: plan.wireId, createdAt: plan.createdAt, plan });
}

export async function findPlan(id: string): Promise<Plan | null> {
  const db = await database();
  const [row] = await db.select({ plan: plans.plan }).from(plans).where(eq(plans.id, id));
  return row?.plan ?? null;
}
