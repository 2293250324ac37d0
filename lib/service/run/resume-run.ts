import { productReading, type Reading } from '../wire/reading';
import { takeUpRun } from './claim-run';
import { getRun } from './get-run';
import { checkMayChange, checkNotOvertaken } from './run-permission';
import { resumable } from './run-state';

/** Goes on with an interrupted or failed run from where its journal ends: an undo goes on as an undo. */
export async function resumeRun(
  id: string,
  client: string | null = null,
  reading: Reading = productReading,
): Promise<string> {
  const run = await getRun(id);
  await checkMayChange(run.steps.map((step) => step.change));
  await checkNotOvertaken(reading.rooms.calls, run);
  const to = run.undoBegunAt !== null ? 'undoing' : 'running';
  await takeUpRun(reading, run, { from: resumable, to, refused: 'run-not-resumable' }, client);
  return id;
}
