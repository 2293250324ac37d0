import { lastRunOf } from '@/lib/store/runs';
import type { Plan } from '@/lib/wiring/plan/plan';
import { getPlan } from './get-plan';

/** A stored plan, and the run of it where it was applied. Throws the problem `no-plan`. */
export async function openPlan(id: string): Promise<Plan> {
  const plan = await getPlan(id);
  const run = await lastRunOf(id);
  return run === null ? plan : { ...plan, run };
}
