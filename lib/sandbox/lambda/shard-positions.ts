import type {
  DescribeStreamOutput,
  GetRecordsOutput,
  GetShardIteratorOutput,
  ListShardsOutput,
  Shard,
} from '@aws-sdk/client-kinesis';
import { Fault } from '../service';
import { eventBytes } from './kinesis-event';
import type { ShardPosition, StreamRecord } from './lambda-state';
import type { Poll } from './polled-mapping';
import { isConsumer, streamOf } from './source-arn';
import { streamRecord } from './stream-record';

const refreshSeconds = 10;
const leastRefreshSeconds = 5;
const recordsAtMost = 10_000;
const batchesARead = 10;
const bufferedBytesAtMost = 32 * 1024 * 1024;

/** Learns of the stream's retention and of shards that are new since, and forgets those that are gone and read. */
export async function refreshShards(poll: Poll): Promise<void> {
  const { mapping, clock, role } = poll;
  const first = mapping.shards.size === 0;
  const every = Math.max(leastRefreshSeconds, refreshSeconds * clock.scale) * 1000;
  if (!first && clock.now() - mapping.shardsListedAt < every) return;
  const StreamARN = streamOf(mapping.sourceArn);
  if (isConsumer(mapping.sourceArn)) {
    await role.call('kinesis', 'DescribeStreamConsumer', { ConsumerARN: mapping.sourceArn });
  }
  const input = { StreamARN, Limit: 1 };
  const described = (await role.call('kinesis', 'DescribeStream', input)) as DescribeStreamOutput;
  mapping.retentionHours = described.StreamDescription?.RetentionPeriodHours ?? mapping.retentionHours;
  const listed = await listShards(poll);
  for (const shard of listed) {
    const shardId = shard.ShardId ?? '';
    if (!mapping.shards.has(shardId)) mapping.shards.set(shardId, newPosition(shard, first, poll));
  }
  const present = new Set(listed.map((shard) => shard.ShardId));
  for (const [shardId, position] of mapping.shards) {
    if (!present.has(shardId) && isDrained(position)) mapping.shards.delete(shardId);
  }
  mapping.shardsListedAt = clock.now();
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

/** Reads on in a shard. @throws Fault as Kinesis answers the role */
export async function readShard(poll: Poll, position: ShardPosition): Promise<StreamRecord[]> {
  const { mapping, role } = poll;
  const { BatchSize, ParallelizationFactor } = mapping.settings;
  position.iterator ??= await openIterator(poll, position);
  let output: GetRecordsOutput;
  try {
    output = (await role.call('kinesis', 'GetRecords', {
      StreamARN: mapping.sourceArn,
      ShardIterator: position.iterator,
      Limit: Math.min(recordsAtMost, BatchSize * ParallelizationFactor * batchesARead),
    })) as GetRecordsOutput;
  } catch (fault) {
    const stale =
      fault instanceof Fault && ['ExpiredIteratorException', 'InvalidArgumentException'].includes(fault.code);
    if (stale) position.iterator = null;
    if (fault instanceof Fault && fault.code === 'ExpiredIteratorException') return [];
    throw fault;
  }
  position.iterator = output.NextShardIterator ?? null;
  position.exhausted = output.NextShardIterator === undefined;
  if (position.exhausted) mapping.shardsListedAt = 0;
  const records = (output.Records ?? []).map((each) => streamRecord(each, position.shardId));
  position.sequenceNumber = records.at(-1)?.sequenceNumber ?? position.sequenceNumber;
  return records;
}

/** Whether more may be read: a lane that waits to try a batch again keeps its shard waiting. */
export function hasRoom(position: ShardPosition, batchSize: number): boolean {
  const bytes = position.lanes.flatMap(({ buffer }) => buffer).reduce((sum, record) => sum + eventBytes(record), 0);
  return (
    !position.exhausted &&
    bytes < bufferedBytesAtMost &&
    position.lanes.every((lane) => lane.work.length === 0 && lane.buffer.length < batchSize)
  );
}

function isIdle(position: ShardPosition): boolean {
  return position.lanes.every((lane) => lane.work.length === 0 && lane.buffer.length === 0);
}

async function listShards({ role, mapping }: Poll): Promise<Shard[]> {
  const shards: Shard[] = [];
  let next: string | undefined;
  do {
    const input = next ? { NextToken: next } : { StreamARN: streamOf(mapping.sourceArn) };
    const answer = (await role.call('kinesis', 'ListShards', input)) as ListShardsOutput;
    shards.push(...(answer.Shards ?? []));
    next = answer.NextToken;
  } while (next);
  return shards;
}

function newPosition(shard: Shard, first: boolean, { mapping }: Poll): ShardPosition {
  return {
    shardId: shard.ShardId ?? '',
    parents: [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined),
    // A shard that comes later is read whole: nothing in it was there when the mapping started.
    start: first
      ? { type: mapping.startingPosition, timestamp: mapping.startingTimestamp }
      : { type: 'TRIM_HORIZON', timestamp: null },
    iterator: null,
    sequenceNumber: null,
    exhausted: false,
    lanes: [],
  };
}

async function openIterator({ role, mapping, clock }: Poll, position: ShardPosition): Promise<string | null> {
  const { sequenceNumber, start, shardId } = position;
  const from = sequenceNumber
    ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: sequenceNumber }
    : { ShardIteratorType: start.type, ...(start.timestamp === null ? {} : { Timestamp: new Date(start.timestamp) }) };
  const input = { StreamARN: mapping.sourceArn, ShardId: shardId, ...from };
  const answer = (await role.call('kinesis', 'GetShardIterator', input)) as GetShardIteratorOutput;
  // An iterator that expires before the first record must not skip what came in between.
  if (!sequenceNumber && start.type === 'LATEST') position.start = { type: 'AT_TIMESTAMP', timestamp: clock.now() };
  return answer.ShardIterator ?? null;
}
