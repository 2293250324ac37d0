import type { Plan } from '@/lib/wiring/plan';
import type { Run, RunState, RunStep } from '@/lib/wiring/run';

/** States of a run that something is working on. */
export const activeStates = ['running', 'waiting', 'undoing'] as const satisfies readonly RunState[];

export function isActive(state: RunState): boolean {
  return activeStates.some((active) => active === state);
}

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

/** An undo that was interrupted or failed goes on as an undo. */
export function wasUndoing(run: Run): boolean {
  return run.steps.some((step) => (step.undoBegunAt ?? null) !== null);
}

/** Steps still to be made, in order. */
export function stepsAhead(run: Run): RunStep[] {
  return run.steps.filter((step) => step.state !== 'done');
}

/** Steps to be taken back, in reverse order: every one whose call may have gone out. */
export function stepsBehind(run: Run): RunStep[] {
  return run.steps.filter((step) => step.state !== 'undone' && (step.begunAt ?? null) !== null).toReversed();
}
