import type { GetRecordsOutput, GetShardIteratorOutput } from '@aws-sdk/client-kinesis';
import type { EventSource, Poll } from '../../lambda/event-source';
import type { RoleSession } from '../../lambda/execution-role';
import type { ShardPosition, StreamRecord } from '../../lambda/lambda-state';
import { moveOn, recordsToRead } from '../../lambda/shard-positions';
import { Fault } from '../../service';
import { streamRecord } from './record';
import { firstShard, refreshShards } from './shards';
import { shared } from './shared';

const recordsAtMost = 10_000;

/** A data stream that is read with its shards' shared throughput. */
export const stream: EventSource = {
  ...shared,
  arn: /^arn:aws[a-zA-Z-]*:kinesis:[a-z0-9-]+:\d{12}:stream\/[a-zA-Z0-9_.-]+$/,
  open: readOnce,
  refresh: (poll) => refreshShards(poll, poll.mapping.sourceArn),
  read: readShard,
};

async function readOnce(role: RoleSession, streamArn: string): Promise<void> {
  const kinesis = (operation: string, input: object) => role.call('kinesis', operation, input);
  const iterator = (await kinesis('GetShardIterator', {
    StreamARN: streamArn,
    ShardId: await firstShard(role, streamArn),
    ShardIteratorType: 'LATEST',
  })) as GetShardIteratorOutput;
  try {
    await kinesis('GetRecords', { StreamARN: streamArn, ShardIterator: iterator.ShardIterator, Limit: 1 });
  } catch (fault) {
    // A busy shard is a shard that may be read.
    if (!(fault instanceof Fault) || fault.code !== 'ProvisionedThroughputExceededException') throw fault;
  }
}

async function readShard(poll: Poll, position: ShardPosition): Promise<StreamRecord[]> {
  const { mapping, role } = poll;
  position.iterator ??= await openIterator(poll, position);
  let output: GetRecordsOutput;
  try {
    output = (await role.call('kinesis', 'GetRecords', {
      StreamARN: mapping.sourceArn,
      ShardIterator: position.iterator,
      Limit: recordsToRead(mapping, recordsAtMost),
    })) as GetRecordsOutput;
  } catch (fault) {
    const stale =
      fault instanceof Fault && ['ExpiredIteratorException', 'InvalidArgumentException'].includes(fault.code);
    if (stale) position.iterator = null;
    if (fault instanceof Fault && fault.code === 'ExpiredIteratorException') return [];
    throw fault;
  }
  const records = (output.Records ?? []).map((each) => streamRecord(each, position.shardId));
  moveOn(position, mapping, records, output.NextShardIterator);
  return records;
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
