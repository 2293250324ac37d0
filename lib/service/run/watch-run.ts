import { isActive, type Run } from '@/lib/wiring/run';
import { pause } from '../server/pause';
import { getRun } from './get-run';
import { listenToRun, liveRun } from './run-feed';

/** How often the journal is read of a run that another process works on. */
const elsewhereMilliseconds = 1_000;

/** Sends the whole run now and on every change until it is settled. Throws the problem `no-run`. */
export async function watchRun(id: string, send: (run: Run) => void, signal: AbortSignal): Promise<void> {
  let last = '';
  const sendOnce = (run: Run) => {
    const text = JSON.stringify(run);
    if (text === last) return;
    last = text;
    send(run);
  };
  const stopListening = listenToRun(id, sendOnce);
  try {
    for (;;) {
      const run = await getRun(id);
      sendOnce(run);
      if (!isActive(run.state) || signal.aborted) return;
      const live = liveRun(id);
      await (live ? Promise.race([live.finished, aborted(signal)]) : pause(elsewhereMilliseconds, signal));
    }
  } finally {
    stopListening();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
