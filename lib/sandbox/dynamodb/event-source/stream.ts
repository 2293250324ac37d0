import type { DescribeStreamOutput, GetRecordsOutput, GetShardIteratorOutput } from '@aws-sdk/client-dynamodb-streams';
import type { EventSource, Poll } from '../../lambda/event-source';
import type { RoleSession } from '../../lambda/execution-role';
import type { ShardPosition, StreamRecord } from '../../lambda/lambda-state';
import { moveOn, recordsToRead } from '../../lambda/shard-positions';
import { shardOptions } from '../../lambda/source-options';
import { Fault } from '../../service';
import { batchInfo, event, eventBytes, filtered, streamRecord } from './event';
import { refreshShards } from './shards';

const recordsAtMost = 1000;
const actions = 'GetRecords, GetShardIterator, DescribeStream, and ListStreams';

/** The stream of a table. */
export const stream: EventSource = {
  arn: /^arn:aws[a-zA-Z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[a-zA-Z0-9_.-]+\/stream\/[0-9T:.-]+$/,
  options: shardOptions,
  startingPositions: ['LATEST', 'TRIM_HORIZON'],
  // What a third reader is answered is not over by itself.
  passing: [],
  notFound: (arn) => `Stream not found: ${arn}`,
  cannotAccess,
  open: readOnce,
  refresh: refreshShards,
  read: readShard,
  problem,
  event,
  eventBytes,
  filtered,
  batchInfo,
};

function cannotAccess(arn: string): string {
  return `Cannot access stream ${arn}. Please ensure the role can perform the ${actions} Actions on your stream in IAM.`;
}

/** What a key refuses is said as DynamoDB says it. */
function problem(fault: Fault, arn: string): string {
  const ofKey = fault.message.startsWith('KMS ');
  return fault.code === 'AccessDeniedException' && !ofKey ? cannotAccess(arn) : fault.message;
}

async function readOnce(role: RoleSession, StreamArn: string): Promise<void> {
  const dynamodb = (operation: string, input: object) => role.call('dynamodb', operation, input);
  const { StreamDescription } = (await dynamodb('DescribeStream', { StreamArn, Limit: 1 })) as DescribeStreamOutput;
  await dynamodb('ListStreams', { Limit: 1 });
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  if (ShardId === undefined) throw new Fault('AccessDeniedException', `${StreamArn} is being enabled.`);
  const from = { StreamArn, ShardId, ShardIteratorType: 'LATEST' };
  const { ShardIterator } = (await dynamodb('GetShardIterator', from)) as GetShardIteratorOutput;
  try {
    await dynamodb('GetRecords', { ShardIterator, Limit: 1 });
  } catch (fault) {
    // A shard with two readers is a shard that may be read.
    if (!(fault instanceof Fault) || fault.code !== 'LimitExceededException') throw fault;
  }
}

async function readShard(poll: Poll, position: ShardPosition): Promise<StreamRecord[]> {
  const { mapping, role } = poll;
  const Limit = recordsToRead(mapping, recordsAtMost);
  let output: GetRecordsOutput;
  try {
    position.iterator ??= await openIterator(poll, position);
    output = (await role.call('dynamodb', 'GetRecords', {
      ShardIterator: position.iterator,
      Limit,
    })) as GetRecordsOutput;
  } catch (fault) {
    if (fault instanceof Fault && startsAnew(fault, position)) return [];
    throw fault;
  }
  const records = (output.Records ?? []).map((each) => streamRecord(each, position.shardId));
  moveOn(position, mapping, records, output.NextShardIterator);
  return records.filter(({ arrivedAt }) => arrivedAt >= (position.start.timestamp ?? 0));
}

/** What was trimmed before it was read is lost: reading goes on with the oldest that is left. */
function startsAnew(fault: Fault, position: ShardPosition): boolean {
  const trimmed = fault.code === 'TrimmedDataAccessException';
  if (trimmed) {
    position.sequenceNumber = null;
    position.start = { ...position.start, type: 'TRIM_HORIZON' };
  }
  const expired = fault.code === 'ExpiredIteratorException';
  if (trimmed || expired) position.iterator = null;
  return trimmed || expired;
}

async function openIterator({ role, mapping, clock }: Poll, position: ShardPosition): Promise<string | null> {
  const { sequenceNumber, start, shardId } = position;
  const from = sequenceNumber
    ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber }
    : { ShardIteratorType: start.type };
  const input = { StreamArn: mapping.sourceArn, ShardId: shardId, ...from };
  const answer = (await role.call('dynamodb', 'GetShardIterator', input)) as GetShardIteratorOutput;
  // An iterator that expires before the first record must not skip what came in between. Records tell whole seconds.
  if (!sequenceNumber && start.type === 'LATEST') {
    position.start = { type: 'TRIM_HORIZON', timestamp: Math.floor(clock.now() / 1000) * 1000 };
  }
  return answer.ShardIterator ?? null;
}
