import type { Plan } from '@/lib/wiring/plan/plan';
import type { Run, RunState, RunStep } from '@/lib/wiring/run';

/** What a person may do with a run as it stands. */
export const resumable: readonly RunState[] = ['interrupted', 'failed'];
export const undoable: readonly RunState[] = ['done', 'failed', 'interrupted'];

export function newRun(id: string, plan: Plan, at: string): Run {
  return {
    id,
    planId: plan.id,
    wireId: plan.wireId,
    purpose: plan.purpose,
    state: 'running',
    startedAt: at,
    endedAt: null,
    undoBegunAt: null,
    steps: plan.changes.map((change) => ({
      change,
      state: 'pending',
      startedAt: null,
      endedAt: null,
      waiting: null,
      before: null,
      begunAt: null,
      result: null,
      error: null,
    })),
  };
}

/** Steps still to be made, in order. */
export function stepsAhead(run: Run): RunStep[] {
  return run.steps.filter((step) => step.state !== 'done');
}
