import type { Poll } from './event-source';
import type { ShardPosition } from './lambda-state';

const bufferedBytesAtMost = 32 * 1024 * 1024;

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
