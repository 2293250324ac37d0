import { saveRunState, saveStep } from '@/lib/store/runs';
import type { Run, RunState, RunStep } from '@/lib/wiring/run';
import { expireInventory } from './inventory-cache';
import { publishRun } from './run-feed';
import { isActive } from './run-state';

/** Writes a run's journal: on disk first, then to whoever is watching. */
export type RunPen = {
  run: Run;
  step: (step: RunStep, patch: Partial<RunStep>) => Promise<void>;
  state: (state: RunState) => Promise<void>;
};

export function runPen(run: Run): RunPen {
  return {
    run,
    async step(step, patch) {
      Object.assign(step, patch);
      await saveStep(run.id, step);
      if (patch.state === 'done' || patch.state === 'undone') expireInventory([step.change.place.connectionId]);
      publishRun(run);
    },
    async state(state) {
      if (run.state === state) return;
      run.state = state;
      run.endedAt = isActive(state) ? null : new Date().toISOString();
      await saveRunState(run.id, run.state, run.endedAt);
      publishRun(run);
    },
  };
}
