import { claimRun, findRun } from '@/lib/store/runs';
import { getRun } from './get-run';
import { refusal } from './refuse';
import { setGoing, stopRun } from './run-engine';
import { checkMayChange, claimWire } from './run-permission';
import { undoable } from './run-state';

/** Takes back what a run did, last change first. A run that is still going forward is stopped first. */
export async function undoRun(id: string): Promise<string> {
  const run = await getRun(id);
  await checkMayChange(run.steps.map((step) => step.change));
  if (run.state === 'running' || run.state === 'waiting') await stopRun(id);
  return claimWire(run.wireId, async () => {
    if (!(await claimRun(id, undoable, 'undoing'))) {
      throw refusal(409, 'run-not-undoable', { state: (await getRun(id)).state });
    }
    setGoing((await findRun(id)) ?? run, 'backward');
    return id;
  });
}
