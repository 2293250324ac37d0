import { filterEvents } from '@/lib/aws/logs/read';
import type { TailGap } from '@/lib/wiring/log-line';
import { pause } from '../server/pause';
import { isBadFilter } from './read-logs';
import { overlapMilliseconds, type Tail } from './tail';

export type CaughtUp =
  | { state: 'whole' }
  /** Not everything could be read: what is missing. */
  | { state: 'gap'; gap: TailGap }
  | { state: 'missing-group' }
  | { state: 'bad-filter'; message: string }
  | { state: 'left' };

const mostPages = 10;
const mostAttempts = 3;

/** Shows with FilterLogEvents what was written between two moments, epoch milliseconds, and was not shown yet. */
export async function catchUp(tail: Tail, from: number, to: number, signal: AbortSignal): Promise<CaughtUp> {
  const { log, filter, ledger, meter, outbox } = tail;
  let nextToken: string | undefined;
  let readUpTo = new Date(from).toISOString();
  let attempt = 1;
  const gap = (reason: TailGap['reason'], message: string | null): CaughtUp => {
    return { state: 'gap', gap: { from: readUpTo, to: new Date(to).toISOString(), reason, lines: null, message } };
  };
  for (let page = 0; page < mostPages; ) {
    const query = { group: log.group, startTime: from - overlapMilliseconds, pattern: filter ?? undefined, nextToken };
    const read = await filterEvents(log.session, query);
    if (signal.aborted) return { state: 'left' };
    if (read.state === 'absent') return { state: 'missing-group' };
    if (read.state === 'refused') return gap('refused', read.refusal.message);
    if (read.state === 'known') {
      const fresh = ledger.takeFiltered(read.value.lines);
      meter.lines(fresh.length);
      outbox.send({ type: 'lines', lines: fresh });
      readUpTo = read.value.lines.at(-1)?.at ?? readUpTo;
      if (read.value.nextToken === null) return { state: 'whole' };
      nextToken = read.value.nextToken;
      page += 1;
      continue;
    }
    const message = read.state === 'failed' ? read.message : '';
    if (isBadFilter(message)) return { state: 'bad-filter', message };
    if (attempt === mostAttempts) return gap('unread', message);
    await pause(1000 * attempt, signal);
    attempt += 1;
  }
  return gap('too-many', null);
}
