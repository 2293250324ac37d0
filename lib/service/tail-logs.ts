import { filterEvents } from '@/lib/aws/logs';
import type { LogLine, TailEvent } from '@/lib/wiring/log-line';
import { pause } from './pause';
import { isBadFilter, type WireLog } from './read-logs';

type Send = (event: TailEvent) => void;

/** Begins a little back, so that a tail does not open on nothing. */
const lookBackMilliseconds = 60_000;

/** Lines may be ingested after younger ones; every poll asks this far back again and leaves out what was sent. */
const overlapMilliseconds = 15_000;

/** As AWS's own live tail (domain: reference on tails). */
const sessionMilliseconds = 3 * 60 * 60 * 1000;

const mostPagesAPoll = 10;
const mostAttempts = 7;

/** Follows a log group until the reader goes away, the session is over, or reading fails for good. */
export async function tailLogs({ session, group }: WireLog, filter: string | null, send: Send, signal: AbortSignal) {
  const quick = session.connection.sandbox;
  const endsAt = Date.now() + sessionMilliseconds;
  const window = new TailWindow(Date.now() - lookBackMilliseconds);
  let attempt = 0;
  let missing = false;
  while (!signal.aborted) {
    if (Date.now() >= endsAt) return send({ type: 'ended', reason: 'session-limit' });
    const read = await poll({ session, group }, filter, window);
    if (signal.aborted) return;
    if (read.state === 'refused') return send({ type: 'refused', ...read.refused });
    if (read.state === 'failed') {
      attempt += 1;
      if (attempt > mostAttempts || isBadFilter(read.message))
        return send({ type: 'ended', reason: 'failed', message: read.message });
      const afterSeconds = Math.min(30, 2 ** (attempt - 1));
      send({ type: 'reconnecting', attempt, afterSeconds, message: read.message });
      await pause(afterSeconds * 1000, signal);
      continue;
    }
    attempt = 0;
    if (read.state === 'missing' && !missing) send({ type: 'missing-group', group });
    missing = read.state === 'missing';
    if (read.state === 'lines') {
      if (read.lines.length > 0) send({ type: 'lines', lines: read.lines });
      send({ type: 'status', state: 'following', group, shown: window.sent, polledAt: new Date().toISOString() });
    }
    await pause(quick ? 700 : 1_500, signal);
  }
}

type Polled =
  | { state: 'lines'; lines: LogLine[] }
  | { state: 'missing' }
  | { state: 'refused'; refused: { message: string; action: string; principal: string } }
  | { state: 'failed'; message: string };

async function poll({ session, group }: WireLog, filter: string | null, window: TailWindow): Promise<Polled> {
  const fresh: LogLine[] = [];
  const startTime = window.nextPoll();
  let nextToken: string | undefined;
  for (let page = 0; page < mostPagesAPoll; page += 1) {
    const read = await filterEvents(session, { group, startTime, pattern: filter ?? undefined, nextToken });
    if (read.state === 'absent') return { state: 'missing' };
    if (read.state === 'refused') return { state: 'refused', refused: read.refusal };
    if (read.state !== 'known') return { state: 'failed', message: read.state === 'failed' ? read.message : '' };
    fresh.push(...window.take(read.value.lines));
    if (read.value.nextToken === null) break;
    nextToken = read.value.nextToken;
  }
  return { state: 'lines', lines: fresh.toSorted((one, other) => one.at.localeCompare(other.at)) };
}

/** Knows which lines of the overlap were sent already. */
export class TailWindow {
  sent = 0;
  private newest: number;
  private readonly seen = new Map<string, number>();

  constructor(from: number) {
    this.newest = from + overlapMilliseconds;
  }

  /** Where the next poll begins; what is older than that is forgotten. */
  nextPoll(): number {
    const from = this.newest - overlapMilliseconds;
    for (const [id, at] of this.seen) if (at < from) this.seen.delete(id);
    return from;
  }

  /** The lines not taken before. */
  take(lines: readonly LogLine[]): LogLine[] {
    const fresh = lines.filter((line) => !this.seen.has(line.id));
    for (const line of fresh) {
      const at = Date.parse(line.at);
      this.seen.set(line.id, at);
      this.newest = Math.max(this.newest, at);
    }
    this.sent += fresh.length;
    return fresh;
  }
}
