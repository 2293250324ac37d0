import type { GetShardIteratorOutput, ListShardsOutput } from '@aws-sdk/client-kinesis';
import type { Clock } from '../clock';
import { Fault } from '../service';
import type { World } from '../world';
import { actAs, type RoleSession } from './execution-role';
import { invalidParameter } from './lambda-fault';
import type { FunctionRecord } from './lambda-state';
import { isConsumer, streamOf } from './source-arn';

const actions = 'GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams';

/** Lambda's words when an execution role may not read a stream. */
export function cannotAccess(sourceArn: string): string {
  return `Cannot access stream ${sourceArn}. Please ensure the role can perform the ${actions} Actions on your stream in IAM.`;
}

/**
 * Tests, as the execution role, whether a mapping could read its stream or be its registered consumer: what Lambda does before it takes a mapping.
 * @throws Fault in AWS's words
 */
export async function checkSourceAccess(
  world: World,
  clock: Clock,
  record: FunctionRecord,
  sourceArn: string,
): Promise<void> {
  const region = record.arn.split(':')[3] ?? '';
  // The role asks the Region it runs in, which knows no stream of another one.
  if (sourceArn.split(':')[3] !== region) throw invalidParameter(`Stream not found: ${sourceArn}`);
  const role = assumeNow(world, clock, record, region);
  try {
    await (isConsumer(sourceArn) ? subscribeOnTrial(role, sourceArn) : readOnce(role, sourceArn));
  } catch (fault) {
    throw fault instanceof Fault ? refusal(fault, sourceArn) : fault;
  }
}

function assumeNow(world: World, clock: Clock, record: FunctionRecord, region: string): RoleSession {
  try {
    return actAs(world, clock, record.role, region, record.name);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
  }
}

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

/** A dry run leaves whoever is subscribed now alone. */
async function subscribeOnTrial(role: RoleSession, consumerArn: string): Promise<void> {
  await role.call('kinesis', 'DescribeStreamConsumer', { ConsumerARN: consumerArn });
  const subscription = {
    ConsumerARN: consumerArn,
    ShardId: await firstShard(role, streamOf(consumerArn)),
    StartingPosition: { Type: 'LATEST' },
    DryRun: true,
  };
  try {
    await role.call('kinesis', 'SubscribeToShard', subscription);
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.code !== 'DryRunOperationException') throw fault;
  }
}

async function firstShard(role: RoleSession, streamArn: string): Promise<string | undefined> {
  const kinesis = (operation: string, input: object) => role.call('kinesis', operation, input);
  await kinesis('DescribeStream', { StreamARN: streamArn, Limit: 1 });
  await kinesis('DescribeStreamSummary', { StreamARN: streamArn });
  await kinesis('ListStreams', { Limit: 1 });
  const { Shards } = (await kinesis('ListShards', { StreamARN: streamArn, MaxResults: 1 })) as ListShardsOutput;
  return Shards?.[0]?.ShardId;
}

function refusal(fault: Fault, sourceArn: string): Fault {
  if (fault.code === 'ResourceNotFoundException') return invalidParameter(`Stream not found: ${sourceArn}`);
  // A consumer that is not ACTIVE.
  if (fault.code === 'ResourceInUseException') return invalidParameter(fault.message);
  if (fault.code === 'LimitExceededException' || fault.code === 'ProvisionedThroughputExceededException') {
    return new Fault('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: 'CallerRateLimitExceeded' });
  }
  if (fault.status >= 500)
    return new Fault('ServiceException', 'An error occurred and the request cannot be processed.', 500);
  return invalidParameter(cannotAccess(sourceArn));
}
