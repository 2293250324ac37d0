import { stateOf, type World } from '../world';

export type LogEvent = { id: string; timestamp: number; ingestedAt: number; message: string };

export type LogStream = { name: string; createdAt: number; lastIngestedAt?: number; events: LogEvent[] };

/** A log group. Times are epoch milliseconds; events of a stream are in the order of their timestamps. */
export type LogGroup = {
  name: string;
  createdAt: number;
  retentionDays?: number;
  tags: Record<string, string>;
  streams: Map<string, LogStream>;
};

export type LogsState = { groups: Map<string, LogGroup>; eventsPut: number };

export function logsState(world: World, accountId: string, region: string): LogsState {
  return stateOf(world, 'logs', accountId, region, () => ({ groups: new Map(), eventsPut: 0 }));
}

/** What CloudWatch Logs counts a line as: its bytes and 26 more. */
export function sizeOf(event: { message: string }): number {
  return Buffer.byteLength(event.message) + 26;
}

/** More than this a log group of a practice account does not hold: the oldest lines go. */
const MOST_EVENTS = 10_000;
const MOST_STREAMS = 200;

export function expire(group: LogGroup, now: number): void {
  const horizon = group.retentionDays === undefined ? 0 : now - group.retentionDays * 86_400_000;
  for (const { events } of group.streams.values()) {
    if (events[0] && events[0].timestamp < horizon) {
      events.splice(0, events.findLastIndex(({ timestamp }) => timestamp < horizon) + 1);
    }
  }
  let total = [...group.streams.values()].reduce((sum, { events }) => sum + events.length, 0);
  const oldestFirst = [...group.streams.values()].sort(
    (a, b) => (a.lastIngestedAt ?? a.createdAt) - (b.lastIngestedAt ?? b.createdAt),
  );
  for (const stream of oldestFirst) {
    const tooManyStreams = group.streams.size > MOST_STREAMS;
    if (total <= MOST_EVENTS && !tooManyStreams) return;
    // A stream that was just made is not old because nothing was written to it yet.
    if (stream.events.length === 0 && !tooManyStreams) continue;
    total -= stream.events.splice(0, total > MOST_EVENTS ? total - MOST_EVENTS : stream.events.length).length;
    if (stream.events.length === 0) group.streams.delete(stream.name);
  }
}
