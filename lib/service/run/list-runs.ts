import { findPlanEnds } from '@/lib/store/plans';
import { listRuns as storedRuns } from '@/lib/store/runs';
import { chosenInPlan } from '@/lib/wiring/projection';
import type { Run } from '@/lib/wiring/run';

/** Newest first; of one wire, or all. Each with the ends of its wire, which its own changes may not name. */
export async function listRuns(wireId: string | null): Promise<Run[]> {
  const runs = await storedRuns(wireId === null ? {} : { wireId });
  const plans = await findPlanEnds([...new Set(runs.map(({ planId }) => planId))]);
  const ends = new Map(plans.map((plan) => [plan.id, chosenInPlan(plan)]));
  return runs.map((run) => {
    const chosen = ends.get(run.planId);
    return chosen ? { ...run, ends: { source: chosen.source, reader: chosen.reader } } : run;
  });
}
