import type {
  GetRecordsInput,
  GetRecordsOutput,
  GetShardIteratorInput,
  GetShardIteratorOutput,
} from '@aws-sdk/client-kinesis';
import type { Call, Operation } from '../service';
import { Fault } from '../service';
import { decryptAll } from './encryption';
import { checkAge, openIterator, type Position, sealIterator } from './iterator';
import type { Shard, Stream } from './kinesis-state';
import { dryRun } from './put-records';
import { askFor, named, theReadyStream } from './reference';
import { childrenOf, type Page, pageAfter, recordAnswer, theShard } from './shard-reading';
import { sequenceBefore } from './starting-point';
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
    const now = call.clock.now();
    const start = {
      type: input.ShardIteratorType,
      sequenceNumber: input.StartingSequenceNumber,
      timestamp: input.Timestamp,
      member: 'shardIteratorType',
      operation: 'GetShardIterator',
    } as const;
    const after = sequenceBefore(start, shard, stream, now);
    if (input.DryRun) throw dryRun();
    return { ShardIterator: sealIterator(place(stream, shard, after, now)) };
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
    if (input.DryRun) throw dryRun();
    takeRead(stream, shard, call);
    return read(stream, shard, position.after, limit, call);
  },
};

function read(stream: Stream, shard: Shard, after: string, limit: number, call: Call): GetRecordsOutput {
  const now = call.clock.now();
  const page = pageAfter(stream, shard, after, { records: limit, bytes: MOST_BYTES }, now);
  decryptAll(stream, page.records, call);
  payForRead(shard, page.bytes, now);
  measureRead(stream, page, call);
  const last = page.records.at(-1)?.sequenceNumber ?? after;
  return {
    Records: page.records.map(recordAnswer),
    NextShardIterator: page.ended ? undefined : sealIterator(place(stream, shard, last, now)),
    MillisBehindLatest: page.millisBehind,
    ChildShards: page.ended ? childrenOf(stream, shard) : undefined,
  };
}

function measureRead(stream: Stream, { records, bytes }: Page, call: Call): void {
  const last = records.at(-1);
  measure(call, stream, 'GetRecords.Success', 1, 'Count');
  measure(call, stream, 'GetRecords.Records', records.length, 'Count');
  measure(call, stream, 'GetRecords.Bytes', bytes, 'Bytes');
  measure(call, stream, 'ReadProvisionedThroughputExceeded', 0, 'Count');
  const age = last ? Math.max(call.clock.now() - last.arrivedAt, 0) : 0;
  measure(call, stream, 'GetRecords.IteratorAgeMilliseconds', age, 'Milliseconds');
}

function place(stream: Stream, shard: Shard, after: string, now: number): Position {
  return { arn: stream.arn, streamCreatedAt: stream.createdAt, shardId: shard.id, after, issuedAt: now };
}
