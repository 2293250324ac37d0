import { findPlan } from '@/lib/store/plans';
import type { Plan } from '@/lib/wiring/plan/plan';
import { refusal } from '../http/refuse';

/** A stored plan. Throws the problem `no-plan`. */
export async function getPlan(id: string): Promise<Plan> {
  const plan = await findPlan(id);
  if (!plan) throw refusal(404, 'no-plan', { id: id.slice(0, 80) });
  return plan;
}
