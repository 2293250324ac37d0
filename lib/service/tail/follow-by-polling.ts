import { filterEvents } from '@/lib/aws/logs/read';
import type { LogLine } from '@/lib/wiring/log-line';
import { pause } from '../server/pause';
import { isBadFilter } from './read-logs';
import { overlapMilliseconds, sendReconnecting, sendStatus, type Tail } from './tail';

const mostPagesAPoll = 10;
const mostAttempts = 7;

/** Follows by asking FilterLogEvents again and again, until the reader leaves, the time is over, or reading fails for good. */
export async function followByPolling(tail: Tail): Promise<void> {
  const { log, signal, outbox, ledger } = tail;
  let attempt = 0;
  let missing = false;
  while (!signal.aborted) {
    if (Date.now() >= tail.endsAt) return outbox.send({ type: 'ended', reason: 'session-limit' });
    const read = await poll(tail);
    if (signal.aborted) return;
    if (read.state === 'refused') return outbox.send({ type: 'refused', ...read.refused });
    if (read.state === 'failed') {
      attempt += 1;
      if (attempt > mostAttempts || isBadFilter(read.message))
        return outbox.send({ type: 'ended', reason: 'failed', message: read.message });
      await pause(sendReconnecting(tail, attempt, read.message), signal);
      continue;
    }
    attempt = 0;
    if (read.state === 'missing' && !missing) outbox.send({ type: 'missing-group', group: log.group });
    missing = read.state === 'missing';
    if (read.state === 'read') {
      sendStatus(tail, 'polling');
      ledger.forget(Date.now() - 8 * overlapMilliseconds);
    }
    await pause(log.session.connection.sandbox ? 700 : 1_500, signal);
  }
}

type Polled =
  | { state: 'read' }
  | { state: 'missing' }
  | { state: 'refused'; refused: { message: string; action: string; principal: string } }
  | { state: 'failed'; message: string };

async function poll(tail: Tail): Promise<Polled> {
  const { log, filter, ledger, meter, outbox } = tail;
  const startTime = tail.shownUpTo - overlapMilliseconds;
  let nextToken: string | undefined;
  for (let page = 0; page < mostPagesAPoll; page += 1) {
    const query = { group: log.group, startTime, pattern: filter ?? undefined, nextToken };
    const read = await filterEvents(log.session, query);
    if (read.state === 'absent') return { state: 'missing' };
    if (read.state === 'refused') return { state: 'refused', refused: read.refusal };
    if (read.state !== 'known') return { state: 'failed', message: read.state === 'failed' ? read.message : '' };
    const fresh = ledger.takeFiltered(read.value.lines);
    meter.lines(fresh.length);
    outbox.send({ type: 'lines', lines: fresh });
    tail.shownUpTo = Math.max(tail.shownUpTo, newest(read.value.lines));
    if (read.value.nextToken === null) break;
    nextToken = read.value.nextToken;
  }
  return { state: 'read' };
}

/** When the youngest line was written; what claims to come from the future moves nothing. */
function newest(lines: readonly LogLine[]): number {
  return Math.min(Date.now(), Math.max(0, ...lines.map(({ at }) => Date.parse(at))));
}
