import { startSandbox } from '@/lib/sandbox/start';
import { closeEventStreams } from '@/lib/service/http/event-stream';
import { practiceWanted } from '@/lib/service/practice/practice-state';
import { markInterruptedRuns } from '@/lib/service/run/mark-interrupted-runs';
import { stopRuns } from '@/lib/service/run/run-engine';
import { log } from '@/lib/service/server/log';
import { closeDatabase } from '@/lib/store/database';

/** What runs once when the server starts: the practice accounts, and the runs that a stop cut off. */
export async function startUp(): Promise<void> {
  if (await practiceWanted()) {
    const practice = await startSandbox({
      port: Number(process.env.PORT || 3000) + 1,
      dataFolder: process.env.TRIBUTARY_DATA || '.data',
      delay: Number(process.env.TRIBUTARY_SANDBOX_DELAY ?? 1),
    });
    closing.push(() => practice.close());
    log.info({ endpoint: practice.endpoint }, 'practice accounts answer');
  }
  await markInterruptedRuns(ending.signal);
  // An open event stream would keep the server from closing for ever.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void closeEverything());
}

const ending = new AbortController();
const closing: (() => Promise<void>)[] = [closeDatabase];

/** Runs stop first, at a safe point: they still need what is closed after them. */
async function closeEverything(): Promise<void> {
  ending.abort();
  closeEventStreams();
  await stopRuns();
  await Promise.allSettled(closing.map((close) => close()));
  process.exit(0);
}
