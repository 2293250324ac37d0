import { askToStop } from '@/lib/store/leases';
import { isActive } from '@/lib/wiring/run';
import { refusal } from '../http/refuse';
import { pause } from '../server/pause';
import { getRun } from './get-run';
import { liveRun } from './run-feed';

/** Long enough for another instance to hear of it and to end the call it is making; or, if it is gone, to be found out. */
const patienceMilliseconds = 45_000;
const lookedAtEveryMilliseconds = 500;

/**
 * Stops a run at its next safe point and waits for that. One that another instance works on is asked through the
 * store; throws the problem `run-elsewhere` when that does not stop in time.
 */
export async function stopRun(id: string): Promise<void> {
  const live = liveRun(id);
  if (live) {
    live.stop.abort();
    return live.finished;
  }
  await askToStop(id);
  const asked = performance.now();
  for (;;) {
    const { state, holder } = await getRun(id);
    if (!isActive(state)) return;
    if (performance.now() - asked > patienceMilliseconds) {
      throw refusal(409, 'run-elsewhere', { instance: holder?.instance ?? '', since: holder?.since ?? '' });
    }
    await pause(lookedAtEveryMilliseconds);
  }
}
