import { randomUUID } from 'node:crypto';
import { systemClock } from '@/lib/sandbox/clock';
import { kinesisState } from '@/lib/sandbox/kinesis/kinesis-state';
import { streamArnIn } from '@/lib/sandbox/kinesis/landscape/stream-arn';
import { lambdaState } from '@/lib/sandbox/lambda/lambda-state';
import { zipOf } from '@/lib/sandbox/lambda/zip';
import { builderFor, CONSUMER, PRODUCER, VIRGINIA } from '@/lib/sandbox/landscape/builder';
import type { Build } from '@/lib/sandbox/landscape/landscape';
import { makeAccounts } from '@/lib/sandbox/make-accounts';
import { switchLimits } from '@/lib/sandbox/rate-limit';
import { emptyWorld, type World } from '@/lib/sandbox/world';
import { kinesisPolicy } from '@/lib/trial/sandbox/reader-role';

/** So many streams; `wires` of them are read by a function of the other account, the others by one of their own. */
export type Size = { streams: number; wires: number };

const daysAgo = 30;
const rolesAnAccount = 40;
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const reads = ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'];

/** What mappings answer as their last processing result, the usual ones more often. */
const results = [
  'OK',
  'OK',
  'OK',
  'OK',
  'No records processed',
  'No records processed',
  'PROBLEM: Function call failed',
  'PROBLEM: Cannot access stream. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.',
];

/**
 * Practice accounts of a size: a stream, a function and a mapping for each number, every one with its own name. The
 * first of a kind is made by a request of the account's administrator, the others are copies of it.
 */
export async function madeWorld({ streams, wires }: Size): Promise<World> {
  const world = emptyWorld();
  switchLimits(world, false);
  await makeAccounts(world, systemClock(0));
  const build = builderFor(world, systemClock(0));
  const names = Array.from(
    { length: streams },
    (_, index) => `${team(index)}-events-${String(index).padStart(5, '0')}`,
  );
  await makeStreams(world, build, names);
  await makeReaders(world, build, CONSUMER, names.slice(0, wires));
  await makeReaders(world, build, PRODUCER, names.slice(wires));
  for (const [index, name] of names.slice(0, wires).entries()) await share(build, name, index);
  return world;
}

function team(index: number): string {
  return ['orders', 'payments', 'clicks', 'telemetry', 'stock', 'fraud', 'audit', 'loyalty'][index % 8] ?? '';
}

function roleName(index: number): string {
  return `events-reader-${index % rolesAnAccount}`;
}

async function makeStreams(world: World, build: Build, names: readonly string[]): Promise<void> {
  const [first = ''] = names;
  await build(daysAgo, { account: PRODUCER, region: VIRGINIA }, 'kinesis', 'CreateStream', {
    StreamName: first,
    ShardCount: 1,
  });
  const { streams } = kinesisState(world, PRODUCER, VIRGINIA);
  const model = streams.get(first);
  if (!model) throw new Error('the first stream was not made');
  for (const name of names.slice(1)) {
    streams.set(name, { ...structuredClone(model), name, arn: streamArnIn(VIRGINIA, name) });
  }
}

/** A function and a mapping for each stream, in an account. */
async function makeReaders(world: World, build: Build, account: string, streams: readonly string[]): Promise<void> {
  const [first] = streams;
  if (first === undefined) return;
  const ask = (service: string, operation: string, input: object) =>
    build(daysAgo, { account, region: VIRGINIA }, service, operation, input);
  for (let index = 0; index < rolesAnAccount; index += 1) {
    const RoleName = roleName(index);
    await ask('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
    await ask('iam', 'AttachRolePolicy', { RoleName, PolicyArn: kinesisPolicy });
  }
  const nameOf = (stream: string) => stream.replace('events', 'reader');
  await share(build, first, 0);
  await ask('lambda', 'CreateFunction', {
    FunctionName: nameOf(first),
    Runtime: 'nodejs20.x',
    Handler: 'index.handler',
    Code: { ZipFile: zipOf({ 'index.js': 'exports.handler = async () => {};' }) },
    Role: `arn:aws:iam::${account}:role/${roleName(0)}`,
  });
  await ask('lambda', 'CreateEventSourceMapping', {
    EventSourceArn: streamArnIn(VIRGINIA, first),
    FunctionName: nameOf(first),
    StartingPosition: 'LATEST',
  });
  const { functions, mappings } = lambdaState(world, account, VIRGINIA);
  const model = { function: functions.get(nameOf(first)), mapping: mappings.values().next().value };
  if (!model.function || !model.mapping) throw new Error('the first function or mapping was not made');
  for (const [index, stream] of streams.entries()) {
    if (index === 0) continue;
    const name = nameOf(stream);
    const arn = model.function.arn.replace(nameOf(first), name);
    const role = `arn:aws:iam::${account}:role/${roleName(index)}`;
    const logGroup = `/aws/lambda/${name}`;
    functions.set(name, { ...model.function, name, arn, role, logGroup });
    const uuid = randomUUID();
    mappings.set(uuid, {
      ...structuredClone(model.mapping),
      uuid,
      arn: model.mapping.arn.replace(model.mapping.uuid, uuid),
      sourceArn: streamArnIn(VIRGINIA, stream),
      functionArn: arn,
      lastProcessingResult: results[index % results.length] ?? 'OK',
    });
  }
}

/** Lets the consumer's role read a stream. */
async function share(build: Build, stream: string, index: number): Promise<void> {
  const Resource = streamArnIn(VIRGINIA, stream);
  const Statement = {
    Sid: 'Reader',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${CONSUMER}:role/${roleName(index)}` },
    Action: reads.map((read) => `kinesis:${read}`),
    Resource,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] }, null, 2);
  await build(daysAgo, { account: PRODUCER, region: VIRGINIA }, 'kinesis', 'PutResourcePolicy', {
    ResourceARN: Resource,
    Policy,
  });
}
