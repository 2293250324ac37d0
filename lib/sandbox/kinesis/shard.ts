import type { Shard as ShardDescription } from '@aws-sdk/client-kinesis';
import { evenRanges } from './hash-key';
import type { Shard, Stream } from './kinesis-state';
import { endingSequenceNumber, sequenceNumber } from './sequence-number';

/** More than this a shard of a practice account does not hold, whatever the retention period says. */
const MOST_RECORDS = 5000;
const MOST_BYTES = 16 * 1024 * 1024;

export function shardsFor(count: number, now: number): Shard[] {
  return evenRanges(count).map((range, index) => newShard(index, range, now));
}

export function newShard(
  index: number,
  range: { from: bigint; to: bigint },
  now: number,
  parents: Shard[] = [],
): Shard {
  return {
    id: `shardId-${String(index).padStart(12, '0')}`,
    index,
    ...(parents[0] && { parentId: parents[0].id }),
    ...(parents[1] && { adjacentParentId: parents[1].id }),
    ...range,
    createdAt: now,
    records: [],
    reads: { second: 0, calls: 0, paidUntil: 0 },
    writes: { second: 0, records: 0, bytes: 0 },
  };
}

export function openShards(stream: Stream): Shard[] {
  return stream.shards.filter((shard) => shard.closedAt === undefined);
}

export function firstSequenceNumber(shard: Shard): string {
  return sequenceNumber(shard, 0n, shard.createdAt);
}

export function describeShard(shard: Shard): ShardDescription {
  return {
    ShardId: shard.id,
    ParentShardId: shard.parentId,
    AdjacentParentShardId: shard.adjacentParentId,
    HashKeyRange: { StartingHashKey: shard.from.toString(), EndingHashKey: shard.to.toString() },
    SequenceNumberRange: {
      StartingSequenceNumber: firstSequenceNumber(shard),
      EndingSequenceNumber: shard.closedAt === undefined ? undefined : endingSequenceNumber(shard),
    },
  };
}

/** Drops records past the retention period, and closed shards that have none left and are past it themselves. */
export function trim(stream: Stream, now: number): void {
  const horizon = now - stream.retentionHours * 3_600_000;
  for (const { records } of stream.shards) {
    let bytes = records.reduce((sum, record) => sum + record.data.length, 0);
    let expired = 0;
    for (const record of records) {
      if (record.arrivedAt >= horizon && records.length - expired <= MOST_RECORDS && bytes <= MOST_BYTES) break;
      bytes -= record.data.length;
      expired += 1;
    }
    records.splice(0, expired);
  }
  stream.shards = stream.shards.filter((shard) => shard.closedAt === undefined || shard.closedAt >= horizon);
}
