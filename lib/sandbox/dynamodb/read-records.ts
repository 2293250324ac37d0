import type {
  GetRecordsInput,
  GetRecordsOutput,
  GetShardIteratorInput,
  GetShardIteratorOutput,
} from '@aws-sdk/client-dynamodb-streams';
import { outOfModel } from '../out-of-model';
import { type Call, Fault, type Operation } from '../service';
import type { Shard, TableStream } from './dynamodb-state';
import { decrypt } from './encryption';
import { invalid, invalidParameter } from './invalid';
import { checkAge, openIterator, sealIterator } from './iterator';
import { measureRead } from './measure-read';
import { takeReader } from './readers';
import { streamStatus } from './stream-life';
import { recordAnswer } from './stream-record';
import { askOnStream, theStream } from './stream-reference';
import { notFound } from './table-reference';

const MOST_RECORDS = 1000;
const MOST_BYTES = 1024 * 1024;
const TYPES = '[AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]';

export const getShardIterator: Operation<GetShardIteratorInput, GetShardIteratorOutput> = {
  asks: (input, call) => [askOnStream('GetShardIterator', input.StreamArn, call)],
  run: (input, call) => {
    const stream = theReadableStream(input.StreamArn, call);
    const shard = theShard(stream, input.ShardId);
    const after = sequenceBefore(input, shard);
    const issuedAt = call.clock.now();
    return { ShardIterator: sealIterator({ arn: stream.arn, shardId: shard.id, after, issuedAt }) };
  },
};

export const getRecords: Operation<GetRecordsInput, GetRecordsOutput> = {
  asks: (input, call) => [askOnStream('GetRecords', openIterator(input.ShardIterator).arn, call)],
  run: (input, call) => {
    const limit = input.Limit ?? MOST_RECORDS;
    if (limit < 1) throw outOfModel(limit, 'limit', 'have value greater than or equal to 1');
    if (limit > MOST_RECORDS) {
      throw new Fault('LimitExceededException', `GetRecords was called with a value of more than ${MOST_RECORDS}`);
    }
    const position = openIterator(input.ShardIterator);
    const now = call.clock.now();
    checkAge(position, now);
    const stream = theReadableStream(position.arn, call);
    const shard = theShard(stream, position.shardId);
    takeReader(shard, call);
    decrypt({ ...stream, name: stream.tableName }, call);
    checkTrimmed(shard, position.after);
    const { records, ended } = pageAfter(shard, position.after, limit);
    const after = records.at(-1)?.sequenceNumber ?? position.after;
    measureRead(stream, records, call);
    return {
      Records: records.map((record) => recordAnswer(record, stream)),
      NextShardIterator: ended ? undefined : sealIterator({ ...position, after, issuedAt: now }),
    };
  },
};

/** Nothing can be read of a stream while it is being switched on. */
function theReadableStream(arn: string | undefined, call: Call): TableStream {
  const stream = theStream(arn, call);
  if (streamStatus(stream, call.clock.now()) !== 'ENABLING') return stream;
  throw notFound(`Requested resource not found: Stream: ${stream.arn} not found`);
}

function theShard({ shards, arn }: TableStream, id: string | undefined): Shard {
  if (id === undefined) throw outOfModel(undefined, 'shardId', 'not be null');
  const shard = shards.find((each) => each.id === id);
  if (shard) return shard;
  throw notFound(`Requested resource not found: Shard does not exist: ${id} in stream ${arn}`);
}

/** The sequence number after which reading starts. */
function sequenceBefore(
  { ShardIteratorType: type, SequenceNumber: given }: GetShardIteratorInput,
  shard: Shard,
): string {
  const oldest = shard.trimmedTo ?? shard.before;
  if (type === 'TRIM_HORIZON') return oldest;
  if (type === 'LATEST') return shard.records.at(-1)?.sequenceNumber ?? oldest;
  if (type !== 'AT_SEQUENCE_NUMBER' && type !== 'AFTER_SEQUENCE_NUMBER') {
    throw outOfModel(type, 'shardIteratorType', `satisfy enum value set: ${TYPES}`);
  }
  if (given === undefined) throw invalidParameter(`SequenceNumber is required for the iterator type ${type}`);
  if (!/^\d{21,40}$/.test(given) || BigInt(given) <= BigInt(shard.before)) {
    throw invalid(`Invalid SequenceNumber: ${given}`);
  }
  const after = type === 'AFTER_SEQUENCE_NUMBER' ? given : (BigInt(given) - 1n).toString();
  checkTrimmed(shard, after);
  return after;
}

/** What comes next after a place must still be there. */
function checkTrimmed({ trimmedTo }: Shard, after: string): void {
  if (trimmedTo === undefined || BigInt(after) >= BigInt(trimmedTo)) return;
  throw new Fault(
    'TrimmedDataAccessException',
    'The operation attempted to read past the oldest stream record in a shard.',
  );
}

function pageAfter({ records, closed }: Shard, after: string, limit: number) {
  const left = records.filter(({ sequenceNumber }) => BigInt(sequenceNumber) > BigInt(after));
  let bytes = 0;
  const page = left.slice(0, limit).filter((record, index) => {
    bytes += record.bytes;
    return index === 0 || bytes <= MOST_BYTES;
  });
  return { records: page, ended: closed !== undefined && page.length === left.length };
}
