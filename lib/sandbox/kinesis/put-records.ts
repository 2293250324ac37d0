import type {
  PutRecordInput,
  PutRecordOutput,
  PutRecordsInput,
  PutRecordsOutput,
  PutRecordsRequestEntry,
  PutRecordsResultEntry,
} from '@aws-sdk/client-kinesis';
import { outOfModel } from '../out-of-model';
import type { Call, Operation } from '../service';
import { Fault } from '../service';
import { keyToWriteUnder } from './encryption';
import { hashKeyOf, LAST_HASH_KEY } from './hash-key';
import type { Shard, Stream } from './kinesis-state';
import { askFor, theReadyStream } from './reference';
import { sequenceNumber } from './sequence-number';
import { openShards } from './shard';
import { exceeded, exceededText, measure, takeWrite } from './throughput';

const MOST_RECORDS = 500;
const MOST_BYTES_A_REQUEST = 10 * 1024 * 1024;
const MOST_BYTES_A_RECORD = 1024 * 1024;

export const putRecord: Operation<PutRecordInput, PutRecordOutput> = {
  effect: 'flows',
  asks: (input, call) => [askFor('PutRecord', input, call)],
  run: (input, call) => {
    const entry = checkEntry({ ...input }, 'partitionKey');
    const stream = theReadyStream(input, call);
    const keyArn = keyToWriteUnder(stream, call);
    const shard = shardFor(stream, entry);
    if (input.DryRun) throw dryRun();
    const put = append(stream, shard, { ...entry, keyArn }, call);
    if (!put) throw exceeded(stream, shard);
    return { ShardId: shard.id, SequenceNumber: put, EncryptionType: encryptionUnder(keyArn) };
  },
};

export const putRecords: Operation<PutRecordsInput, PutRecordsOutput> = {
  effect: 'flows',
  asks: (input, call) => [askFor('PutRecords', input, call)],
  run: (input, call) => {
    const entries = (input.Records ?? []).map((record, index) =>
      checkEntry(record, `records.${index + 1}.member.partitionKey`),
    );
    if (entries.length === 0 || entries.length > MOST_RECORDS) {
      const bound = entries.length ? `less than or equal to ${MOST_RECORDS}` : 'greater than or equal to 1';
      throw outOfModel(`[${entries.length} records]`, 'records', `have length ${bound}`);
    }
    if (entries.reduce((sum, entry) => sum + size(entry), 0) > MOST_BYTES_A_REQUEST) {
      throw new Fault(
        'InvalidArgumentException',
        `Records size exceeds ${MOST_BYTES_A_REQUEST / 1024 / 1024} MB limit`,
      );
    }
    const stream = theReadyStream(input, call);
    const keyArn = keyToWriteUnder(stream, call);
    const placed = entries.map((entry) => ({ entry, shard: shardFor(stream, entry) }));
    if (input.DryRun) throw dryRun();
    const results = placed.map(({ entry, shard }) =>
      result(stream, shard, append(stream, shard, { ...entry, keyArn }, call)),
    );
    const failed = results.filter(({ ErrorCode }) => ErrorCode).length;
    return { FailedRecordCount: failed, Records: results, EncryptionType: encryptionUnder(keyArn) };
  },
};

type Entry = { data: Uint8Array; partitionKey: string; explicitHashKey?: string };

function checkEntry(record: Partial<PutRecordsRequestEntry>, member: string): Entry {
  const { PartitionKey: partitionKey, Data: data, ExplicitHashKey: explicitHashKey } = record;
  if (partitionKey === undefined) throw outOfModel(undefined, member, 'not be null');
  if (partitionKey.length < 1) throw outOfModel('', member, 'have length greater than or equal to 1');
  if (partitionKey.length > 256) throw outOfModel(partitionKey, member, 'have length less than or equal to 256');
  if (data === undefined) throw outOfModel(undefined, 'data', 'not be null');
  const entry = { data, partitionKey, ...(explicitHashKey !== undefined && { explicitHashKey }) };
  if (size(entry) > MOST_BYTES_A_RECORD) {
    throw outOfModel(`[${size(entry)} bytes]`, 'data', `have length less than or equal to ${MOST_BYTES_A_RECORD}`);
  }
  return entry;
}

function size({ data, partitionKey }: Entry): number {
  return data.length + Buffer.byteLength(partitionKey);
}

function shardFor(stream: Stream, entry: Entry): Shard {
  const key = entry.explicitHashKey === undefined ? hashKeyOf(entry.partitionKey) : explicit(entry.explicitHashKey);
  const shard = openShards(stream).find(({ from, to }) => from <= key && key <= to);
  if (!shard) throw new Fault('InternalFailureException', 'Internal Service Failure', 500);
  return shard;
}

function explicit(text: string): bigint {
  const key = /^(0|[1-9]\d{0,38})$/.test(text) ? BigInt(text) : LAST_HASH_KEY + 1n;
  if (key <= LAST_HASH_KEY) return key;
  const range = 'ExplicitHashKey must be in the range: [0, 2^128-1]';
  throw new Fault('InvalidArgumentException', `Invalid ExplicitHashKey. ${range}. Specified value was ${text}`);
}

/** Answers about records say how they are encrypted only where they are. */
function encryptionUnder(keyArn: string | undefined): 'KMS' | undefined {
  return keyArn === undefined ? undefined : 'KMS';
}

type Encrypted = Entry & { keyArn: string | undefined };

/** The new record's sequence number, or `undefined` when the shard takes no more in this second. */
function append(stream: Stream, shard: Shard, entry: Encrypted, call: Call): string | undefined {
  if (!takeWrite(stream, shard, size(entry), call)) return undefined;
  const now = call.clock.now();
  stream.recordsPut += 1;
  const sequence = sequenceNumber(shard, BigInt(stream.recordsPut), now);
  const { data, partitionKey, keyArn } = entry;
  shard.records.push({
    sequenceNumber: sequence,
    partitionKey,
    data: Uint8Array.from(data),
    arrivedAt: now,
    ...(keyArn !== undefined && { keyArn }),
  });
  measure(call, stream, 'IncomingRecords', 1, 'Count');
  measure(call, stream, 'IncomingBytes', data.length, 'Bytes');
  return sequence;
}

function result(stream: Stream, shard: Shard, sequence: string | undefined): PutRecordsResultEntry {
  if (sequence !== undefined) return { ShardId: shard.id, SequenceNumber: sequence };
  return { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: exceededText(stream, shard) };
}

export function dryRun(): Fault {
  return new Fault('DryRunOperationException', 'Request would have succeeded, but DryRun flag is set.', 400);
}
