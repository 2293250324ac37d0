import { productReading, type Reading } from '../wire/reading';
import { takeUpRun } from './claim-run';
import { getRun } from './get-run';
import { checkMayChange, checkNotOvertaken } from './run-permission';
import { checkUnshared } from './run-sharing';
import { undoable } from './run-state';
import { stopRun } from './stop-run';

/** Takes back what a run did, last change first. A run that is still going forward is stopped first, wherever it is. */
export async function undoRun(
  id: string,
  client: string | null = null,
  reading: Reading = productReading,
): Promise<string> {
  const run = await getRun(id);
  await checkMayChange(run.steps.map((step) => step.change));
  await checkNotOvertaken(reading.rooms.calls, run);
  await checkUnshared(reading, run);
  if (run.state === 'running' || run.state === 'waiting') await stopRun(id);
  await takeUpRun(reading, run, { from: undoable, to: 'undoing', refused: 'run-not-undoable' }, client);
  return id;
}
