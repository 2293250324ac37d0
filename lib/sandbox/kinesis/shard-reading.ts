import type { ChildShard, _Record as RecordAnswer } from '@aws-sdk/client-kinesis';
import { outOfModel } from '../out-of-model';
import { Fault } from '../service';
import type { Shard, StoredRecord, Stream } from './kinesis-state';

/** What a shard holds after a sequence number, as far as it fits into one answer. */
export type Page = {
  records: StoredRecord[];
  bytes: number;
  millisBehind: number;
  /** The shard is closed, and nothing comes after these records. */
  ended: boolean;
};

export type PageSize = { records: number; bytes: number };

/** @throws Fault ResourceNotFoundException */
export function theShard(stream: Stream, id: string | undefined): Shard {
  if (id === undefined) throw outOfModel(undefined, 'shardId', 'not be null');
  const shard = stream.shards.find((each) => each.id === id);
  if (shard) return shard;
  const where = `in stream ${stream.name} under account ${stream.accountId}`;
  throw new Fault('ResourceNotFoundException', `Shard ${id} ${where} does not exist`);
}

export function pageAfter(stream: Stream, shard: Shard, after: string, size: PageSize, now: number): Page {
  const horizon = now - stream.retentionHours * 3_600_000;
  const left = recordsAfter(shard, after).filter((each) => each.arrivedAt >= horizon);
  const records = fitting(left, size);
  const last = records.at(-1);
  const complete = left.length === records.length;
  return {
    records,
    bytes: records.reduce((sum, { data }) => sum + data.length, 0),
    millisBehind: last && !complete ? Math.max(now - last.arrivedAt, 0) : 0,
    ended: shard.closedAt !== undefined && complete,
  };
}

export function recordAnswer(record: StoredRecord): RecordAnswer {
  return {
    SequenceNumber: record.sequenceNumber,
    ApproximateArrivalTimestamp: new Date(record.arrivedAt),
    Data: record.data,
    PartitionKey: record.partitionKey,
    EncryptionType: record.keyArn === undefined ? undefined : 'KMS',
  };
}

/** The shards that took over when this one was closed. */
export function childrenOf(stream: Stream, parent: Shard): ChildShard[] {
  const children = stream.shards.filter((each) => each.parentId === parent.id || each.adjacentParentId === parent.id);
  return children.map((child) => ({
    ShardId: child.id,
    ParentShards: [child.parentId, child.adjacentParentId].filter((id) => id !== undefined),
    HashKeyRange: { StartingHashKey: child.from.toString(), EndingHashKey: child.to.toString() },
  }));
}

function recordsAfter({ records }: Shard, after: string): StoredRecord[] {
  const last = records.at(-1);
  // Most reads find nothing new.
  if (!last || !isAfter(last.sequenceNumber, after)) return [];
  return records.filter((each) => isAfter(each.sequenceNumber, after));
}

function fitting(records: StoredRecord[], size: PageSize): StoredRecord[] {
  let bytes = 0;
  let count = 0;
  for (const { data } of records.slice(0, size.records)) {
    if (count > 0 && bytes + data.length > size.bytes) break;
    bytes += data.length;
    count += 1;
  }
  return records.slice(0, count);
}

/** Sequence numbers of one shard have the same length, so they compare as text: far cheaper than as numbers. */
function isAfter(sequence: string, after: string): boolean {
  return sequence.length === after.length ? sequence > after : sequence.length > after.length;
}
