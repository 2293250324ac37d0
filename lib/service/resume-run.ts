import { claimRun, findRun } from '@/lib/store/runs';
import { getRun } from './get-run';
import { refusal } from './refuse';
import { setGoing } from './run-engine';
import { checkMayChange, claimWire } from './run-permission';
import { resumable, wasUndoing } from './run-state';

/** Goes on with an interrupted or failed run from where its journal ends: an undo goes on as an undo. */
export async function resumeRun(id: string): Promise<string> {
  const run = await getRun(id);
  await checkMayChange(run.steps.map((step) => step.change));
  return claimWire(run.wireId, async () => {
    const undoing = wasUndoing(run);
    if (!(await claimRun(id, resumable, undoing ? 'undoing' : 'running'))) {
      throw refusal(409, 'run-not-resumable', { state: run.state });
    }
    setGoing((await findRun(id)) ?? run, undoing ? 'backward' : 'forward');
    return id;
  });
}
