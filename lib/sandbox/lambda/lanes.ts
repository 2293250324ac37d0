import type { EventSource, Poll } from './event-source';
import type { Batch, Lane, MappingSettings, ShardPosition, StreamRecord } from './lambda-state';

/** What Lambda takes in one call, in bytes. */
const payloadBytes = 6 * 1024 * 1024;

/** Gives a shard as many lanes as its mapping has in parallel. What waits in lanes of before is dealt out again. */
export function setLanes(position: ShardPosition, parallel: number): void {
  if (position.lanes.length === parallel) return;
  const waiting = position.lanes
    .flatMap((lane) => [...lane.work.flatMap((batch) => batch.records), ...lane.buffer])
    .sort((one, other) => (BigInt(one.sequenceNumber) < BigInt(other.sequenceNumber) ? -1 : 1));
  const since = Math.min(...position.lanes.map((lane) => lane.bufferedAt));
  position.lanes = Array.from({ length: parallel }, () => ({ work: [], buffer: [], bufferedAt: 0, window: null }));
  enqueue(position, waiting, since);
}

/** Puts records into the lanes of their partition keys. */
export function enqueue(position: ShardPosition, records: readonly StreamRecord[], now: number): void {
  for (const record of records) {
    const lane = position.lanes[laneOf(record.partitionKey, position.lanes.length)];
    if (!lane) continue;
    if (lane.buffer.length === 0) lane.bufferedAt = now;
    lane.buffer.push(record);
  }
}

/** Cuts the batches that are due from a lane's buffer: full ones, and the rest when its time has come. */
export function cutBatches(lane: Lane, { mapping, source, clock }: Poll, exhausted: boolean): void {
  const { settings } = mapping;
  const now = clock.now();
  if (settings.TumblingWindowInSeconds === 0) lane.window = null;
  for (;;) {
    const limit = windowLimit(lane, settings, now);
    const size = batchSize(lane.buffer, limit.records, settings.BatchSize, source);
    const full = size === settings.BatchSize || size < limit.records;
    const due = exhausted || limit.ended || now >= lane.bufferedAt + settings.MaximumBatchingWindowInSeconds * 1000;
    if (size > 0 && (full || due)) {
      lane.work.push(newBatch(lane.buffer.splice(0, size), false));
      lane.bufferedAt = now;
    } else {
      if (size === 0 && limit.ended && lane.work.length === 0) lane.work.push(newBatch([], true));
      return;
    }
  }
}

/** How many of the buffered records belong to the open window, and whether the window is over. */
function windowLimit(lane: Lane, settings: MappingSettings, now: number): { records: number; ended: boolean } {
  const length = settings.TumblingWindowInSeconds * 1000;
  if (length === 0) return { records: lane.buffer.length, ended: false };
  const first = lane.buffer[0];
  if (!lane.window && first) {
    const start = Math.floor(first.arrivedAt / length) * length;
    lane.window = { start, end: start + length, state: {} };
  }
  const { window } = lane;
  if (!window) return { records: 0, ended: false };
  const beyond = lane.buffer.findIndex((record) => record.arrivedAt >= window.end);
  return { records: beyond === -1 ? lane.buffer.length : beyond, ended: beyond !== -1 || now >= window.end };
}

export function newBatch(records: StreamRecord[], closesWindow: boolean): Batch {
  return { records, attempts: 0, failures: 0, notBefore: 0, closesWindow };
}

function batchSize(
  buffer: readonly StreamRecord[],
  available: number,
  atMost: number,
  { eventBytes }: EventSource,
): number {
  let bytes = 0;
  let size = 0;
  for (const record of buffer.slice(0, Math.min(available, atMost))) {
    bytes += eventBytes(record);
    if (size > 0 && bytes > payloadBytes) break;
    size += 1;
  }
  return size;
}

function laneOf(partitionKey: string, lanes: number): number {
  if (lanes === 1) return 0;
  let hash = 0;
  for (const character of partitionKey) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % lanes;
}
