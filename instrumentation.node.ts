import { startSandbox } from '@/lib/sandbox/start';
import { closeEventStreams } from '@/lib/service/event-stream';
import { log } from '@/lib/service/log';
import { markInterruptedRuns } from '@/lib/service/mark-interrupted-runs';
import { practiceWanted } from '@/lib/service/practice-state';
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
  const interrupted = await markInterruptedRuns();
  if (interrupted > 0) log.warn({ interrupted }, 'runs were cut off by a stop; each can be resumed or undone');
  // An open event stream would keep the server from closing for ever.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, closeEverything);
}

const closing: (() => Promise<void>)[] = [closeDatabase];

function closeEverything(): void {
  closeEventStreams();
  void Promise.allSettled(closing.map((close) => close())).finally(() => process.exit(0));
}
