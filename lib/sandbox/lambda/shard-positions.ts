import type { Poll } from './event-source';
import type { MappingRecord, ShardPosition, StreamRecord } from './lambda-state';

const refreshSeconds = 10;
const leastRefreshSeconds = 5;
const batchesARead = 10;
const bufferedBytesAtMost = 32 * 1024 * 1024;

/** Whether the shards of a source are to be listed again. */
export function isListingDue({ mapping, clock }: Poll): boolean {
  const every = Math.max(leastRefreshSeconds, refreshSeconds * clock.scale) * 1000;
  return mapping.shards.size === 0 || clock.now() - mapping.shardsListedAt >= every;
}

/** A shard of which nothing was read yet. */
export function newPosition(shardId: string, parents: string[], start: ShardPosition['start']): ShardPosition {
  return { shardId, parents, start, iterator: null, sequenceNumber: null, exhausted: false, lanes: [] };
}

/** How many records are asked for at once. */
export function recordsToRead({ settings }: MappingRecord, most: number): number {
  return Math.min(most, settings.BatchSize * settings.ParallelizationFactor * batchesARead);
}

/** Reading goes on behind these records, with this iterator; without one the shard has been read to its end. */
export function moveOn(
  position: ShardPosition,
  mapping: MappingRecord,
  records: readonly StreamRecord[],
  iterator: string | undefined,
): void {
  position.iterator = iterator ?? null;
  position.sequenceNumber = records.at(-1)?.sequenceNumber ?? position.sequenceNumber;
  position.exhausted = iterator === undefined;
  if (position.exhausted) mapping.shardsListedAt = 0;
}

/** Whether a shard's turn has come: its parents are read and delivered, so that order is kept across resharding. */
export function isReadable(position: ShardPosition, { mapping }: Poll): boolean {
  return position.parents.every((id) => {
    const parent = mapping.shards.get(id);
    return !parent || isDrained(parent);
  });
}

export function isDrained(position: ShardPosition): boolean {
  return position.exhausted && isIdle(position);
}

/** Whether more may be read: a lane that waits to try a batch again keeps its shard waiting. */
export function hasRoom(position: ShardPosition, { source, mapping }: Poll): boolean {
  const bytes = position.lanes
    .flatMap(({ buffer }) => buffer)
    .reduce((sum, record) => sum + source.eventBytes(record), 0);
  return (
    !position.exhausted &&
    bytes < bufferedBytesAtMost &&
    position.lanes.every((lane) => lane.work.length === 0 && lane.buffer.length < mapping.settings.BatchSize)
  );
}

function isIdle(position: ShardPosition): boolean {
  return position.lanes.every((lane) => lane.work.length === 0 && lane.buffer.length === 0);
}
