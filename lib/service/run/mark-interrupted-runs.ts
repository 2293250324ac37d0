import { databaseKind } from '@/lib/store/database';
import { interruptAll, sweepLeases } from '@/lib/store/leases';
import { log } from '../server/log';
import { pause } from '../server/pause';

const sweptEveryMilliseconds = 5_000;

/**
 * Runs that a process left under way wait for a person to resume or undo them; their journal says how far they came.
 * The embedded store has one process, so at its start none can be at work. Others' runs are found out by their lease,
 * again and again until `ended`.
 */
export async function markInterruptedRuns(ended: AbortSignal): Promise<void> {
  say(await ((await databaseKind()) === 'embedded' ? interruptAll() : sweepLeases()));
  void keepMarking(ended);
}

async function keepMarking(ended: AbortSignal): Promise<void> {
  for (;;) {
    await pause(sweptEveryMilliseconds, ended);
    if (ended.aborted) return;
    await sweepLeases().then(say, (error) => log.warn({ error }, 'runs that were cut off could not be looked for'));
  }
}

function say(interrupted: string[]): void {
  if (interrupted.length > 0) {
    log.warn({ interrupted }, 'runs were cut off; each can be resumed or undone');
  }
}
