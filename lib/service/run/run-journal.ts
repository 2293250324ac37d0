import { saveRunState, saveStep } from '@/lib/store/journal';
import { isActive, type Run, type RunState, type RunStep } from '@/lib/wiring/run';
import { expireInventory } from '../inventory/kept-inventory';
import { publishRun } from './run-feed';
import type { RunLease } from './run-lease';

/** Writes a run's journal: on disk first, then to whoever is watching. Everything throws `LeaseLost`. */
export type RunJournal = {
  run: Run;
  step: (step: RunStep, patch: Partial<RunStep>) => Promise<void>;
  state: (state: RunState) => Promise<void>;
};

export function runJournal(run: Run, lease: RunLease): RunJournal {
  return {
    run,
    async step(step, patch) {
      Object.assign(step, patch);
      await lease.held(() => saveStep(lease.lease, step));
      if (patch.state === 'done' || patch.state === 'undone') expireInventory([step.change.place.connectionId]);
      publishRun(run);
    },
    async state(state) {
      if (run.state === state) return;
      const endedAt = isActive(state) ? null : new Date().toISOString();
      await lease.held(() => saveRunState(lease.lease, state, endedAt));
      Object.assign(run, { state, endedAt });
      if (endedAt !== null) delete run.holder;
      publishRun(run);
    },
  };
}
