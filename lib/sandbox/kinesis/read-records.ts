import type {
  GetRecordsInput,
  GetRecordsOutput,
  GetShardIteratorInput,
  GetShardIteratorOutput,
} from '@aws-sdk/client-kinesis';
import type { Call, Operation } from '../service';
import { Fault } from '../service';
import { checkKey } from './encryption';
import { checkAge, openIterator, type Position, sealIterator } from './iterator';
import { dryRun, encryptionOf } from './put-records';
import { askFor, invalid, named, theReadyStream } from './reference';
import { firstSequenceNumber, type Shard, type StoredRecord } from './shard';
import type { Stream } from './stream';
import { measure, payForRead, takeRead } from './throughput';

const MOST_BYTES = 10 * 1024 * 1024;
const MOST_RECORDS = 10_000;

export const getShardIterator: Operation<GetShardIteratorInput, GetShardIteratorOutput> = {
  asks: (input, call) => [askFor('GetShardIterator', input, call)],
  limit: (input, call) => ({
    bucket: 'GetShardIterator',
    perSecond: 5,
    key: `${named(input, call).arn}/${input.ShardId}`,
    fault: 'ProvisionedThroughputExceededException',
  }),
  run: (input, call) => {
    const stream = theReadyStream(input, call);
    const shard = theShard(stream, input.ShardId);
    const after = startOf(shard, input, stream, call.clock.now());
    if (input.DryRun) throw dryRun();
    return { ShardIterator: sealIterator(place(stream, shard, after, call.clock.now())) };
  },
};

export const getRecords: Operation<GetRecordsInput, GetRecordsOutput> = {
  asks: (input, call) => [askFor('GetRecords', { StreamARN: openIterator(input.ShardIterator).arn }, call)],
  run: (input, call) => {
    const limit = input.Limit ?? MOST_RECORDS;
    if (limit < 1 || limit > MOST_RECORDS) {
      throw new Fault('InvalidArgumentException', `Limit ${limit} is not between 1 and ${MOST_RECORDS}.`);
    }
    const position = openIterator(input.ShardIterator);
    if (input.StreamARN !== undefined && input.StreamARN !== position.arn) {
      throw new Fault('InvalidArgumentException', 'StreamARN does not match the stream of the ShardIterator.');
    }
    const now = call.clock.now();
    checkAge(position, now);
    const stream = theReadyStream({ StreamARN: position.arn }, call);
    if (stream.createdAt !== position.streamCreatedAt)
      throw new Fault('InvalidArgumentException', 'Invalid ShardIterator.');
    const shard = theShard(stream, position.shardId);
    checkKey(stream, call, 'decrypt');
    if (input.DryRun) throw dryRun();
    takeRead(stream, shard, call);
    return read(stream, shard, position.after, limit, call);
  },
};

function read(stream: Stream, shard: Shard, after: string, limit: number, call: Call): GetRecordsOutput {
  const now = call.clock.now();
  const horizon = now - stream.retentionHours * 3_600_000;
  const left = shard.records.filter((each) => each.arrivedAt >= horizon && isAfter(each.sequenceNumber, after));
  const page = fitting(left, limit);
  const last = page.at(-1);
  const behind = last && left.length > page.length ? Math.max(now - last.arrivedAt, 0) : 0;
  const ended = shard.closedAt !== undefined && left.length === page.length;
  payForRead(shard, bytesOf(page), now);
  measureRead(stream, page, call);
  return {
    Records: page.map((record) => ({
      SequenceNumber: record.sequenceNumber,
      ApproximateArrivalTimestamp: new Date(record.arrivedAt),
      Data: record.data,
      PartitionKey: record.partitionKey,
      EncryptionType: encryptionOf(stream),
    })),
    NextShardIterator: ended ? undefined : sealIterator(place(stream, shard, last?.sequenceNumber ?? after, now)),
    MillisBehindLatest: behind,
    ChildShards: ended ? childrenOf(stream, shard) : undefined,
  };
}

function measureRead(stream: Stream, page: StoredRecord[], call: Call): void {
  const last = page.at(-1);
  measure(call, stream, 'GetRecords.Success', 1, 'Count');
  measure(call, stream, 'GetRecords.Records', page.length, 'Count');
  measure(call, stream, 'GetRecords.Bytes', bytesOf(page), 'Bytes');
  measure(call, stream, 'ReadProvisionedThroughputExceeded', 0, 'Count');
  const age = last ? Math.max(call.clock.now() - last.arrivedAt, 0) : 0;
  measure(call, stream, 'GetRecords.IteratorAgeMilliseconds', age, 'Milliseconds');
}

function fitting(records: StoredRecord[], limit: number): StoredRecord[] {
  let bytes = 0;
  let count = 0;
  for (const { data } of records.slice(0, limit)) {
    if (count > 0 && bytes + data.length > MOST_BYTES) break;
    bytes += data.length;
    count += 1;
  }
  return records.slice(0, count);
}

function bytesOf(records: StoredRecord[]): number {
  return records.reduce((sum, { data }) => sum + data.length, 0);
}

function childrenOf(stream: Stream, parent: Shard) {
  const children = stream.shards.filter((each) => each.parentId === parent.id || each.adjacentParentId === parent.id);
  return children.map((child) => ({
    ShardId: child.id,
    ParentShards: [child.parentId, child.adjacentParentId].filter((id) => id !== undefined),
    HashKeyRange: { StartingHashKey: child.from.toString(), EndingHashKey: child.to.toString() },
  }));
}

function startOf(shard: Shard, input: GetShardIteratorInput, stream: Stream, now: number): string {
  const beginning = before(firstSequenceNumber(shard));
  switch (input.ShardIteratorType) {
    case 'TRIM_HORIZON':
      return beginning;
    case 'LATEST':
      return shard.records.at(-1)?.sequenceNumber ?? beginning;
    case 'AT_SEQUENCE_NUMBER':
      return before(given(input, shard, stream));
    case 'AFTER_SEQUENCE_NUMBER':
      return given(input, shard, stream);
    case 'AT_TIMESTAMP':
      return atTime(input.Timestamp, shard, now) ?? beginning;
    default: {
      const set = '[AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]';
      throw invalid(input.ShardIteratorType, 'shardIteratorType', `Member must satisfy enum value set: ${set}`);
    }
  }
}

function given(input: GetShardIteratorInput, shard: Shard, stream: Stream): string {
  const text = input.StartingSequenceNumber;
  if (text === undefined) {
    throw new Fault(
      'InvalidArgumentException',
      `Must either specify a StartingSequenceNumber for ${input.ShardIteratorType}.`,
    );
  }
  if (/^\d{1,129}$/.test(text) && BigInt(text) >= BigInt(firstSequenceNumber(shard))) return text;
  const where = `used in GetShardIterator on shard ${shard.id} in stream ${stream.name} under account ${stream.accountId}`;
  throw new Fault('InvalidArgumentException', `StartingSequenceNumber ${text} ${where} is invalid.`);
}

function atTime(moment: Date | undefined, shard: Shard, now: number): string | undefined {
  if (!moment)
    throw new Fault(
      'InvalidArgumentException',
      'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP.',
    );
  const time = moment.getTime();
  if (time > now) {
    const parameters = `timestampInMillis: ${time}, currentTimestampInMillis: ${now}`;
    throw new Fault(
      'InvalidArgumentException',
      `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. ${parameters}`,
    );
  }
  return shard.records.findLast(({ arrivedAt }) => arrivedAt < time)?.sequenceNumber;
}

function theShard(stream: Stream, id: string | undefined): Shard {
  if (id === undefined) throw invalid(undefined, 'shardId', 'Member must not be null');
  const shard = stream.shards.find((each) => each.id === id);
  if (shard) return shard;
  const where = `in stream ${stream.name} under account ${stream.accountId}`;
  throw new Fault('ResourceNotFoundException', `Shard ${id} ${where} does not exist`);
}

function place(stream: Stream, shard: Shard, after: string, now: number): Position {
  return { arn: stream.arn, streamCreatedAt: stream.createdAt, shardId: shard.id, after, issuedAt: now };
}

function before(sequence: string): string {
  return (BigInt(sequence) - 1n).toString();
}

/** Sequence numbers of one shard have the same length, so they compare as text: far cheaper than as numbers. */
function isAfter(sequence: string, after: string): boolean {
  return sequence.length === after.length ? sequence > after : sequence.length > after.length;
}
