import { claimRun, runsInState } from '@/lib/store/runs';
import { liveRun } from './run-feed';
import { activeStates } from './run-state';

/**
 * At start-up: runs that a process left under way wait for a person to resume or undo them. Their journal says how far
 * they came. Answers how many there are.
 */
export async function markInterruptedRuns(): Promise<number> {
  const left = (await runsInState(activeStates)).filter((run) => !liveRun(run.id));
  for (const run of left) await claimRun(run.id, [run.state], 'interrupted');
  return left.length;
}
