import { followByPolling } from './follow-by-polling';
import { followLive } from './follow-live';
import type { WireLog } from './read-logs';
import { beginTail, type TailAsked } from './tail';
import type { TailOutlet } from './tail-outbox';

/**
 * Follows a log group until the reader goes away, three hours are over, or reading fails for good. By Live Tail where
 * that was asked for and is to be had; where it is not, the reader is told why, and the group is polled.
 */
export async function tailLogs(log: WireLog, asked: TailAsked, outlet: TailOutlet, signal: AbortSignal): Promise<void> {
  const tail = beginTail(log, asked, outlet, signal);
  if (asked.by === 'live-tail') {
    const came = await followLive(tail);
    if (came === 'over') return;
    tail.outbox.send({ type: 'fallback', ...came });
  }
  await followByPolling(tail);
}
