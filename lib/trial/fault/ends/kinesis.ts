import { practiceRegion } from '@/lib/sandbox/accounts';
import { actAs } from '@/lib/sandbox/lambda/execution-role';
import type { World } from '@/lib/sandbox/world';
import { kinesisPolicy } from '@/lib/trial/sandbox/reader-role';
import { wireId } from '@/lib/wiring/discover/wire-id';
import { statementSid } from '@/lib/wiring/plan/our-statements';
import { type Administrators, producer, reader, role } from '../administrators';
import type { Snapshot } from '../snapshot';
import type { Start } from '../start';
import { document, otherRole, sharedDocument, statementOf } from '../statements';
import type { Ends } from './ends';

const stream = `arn:aws:kinesis:${practiceRegion}:${producer}:stream/orders`;

/** How the consumer that a wire registers is called, whatever its epoch. */
const ownConsumer = `${stream}/consumer/reader`;

const of = (names: readonly string[]) => names.map((name) => `kinesis:${name}`);

const streamActions = {
  needed: of(['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards']),
  others: of(['PutRecord', 'putrecords']),
};

const consumerActions = {
  needed: of(['DescribeStreamConsumer', 'SubscribeToShard']),
  others: of(['DescribeStreamConsumer']),
};

type Records = { Data: Uint8Array }[];

async function make(admin: Administrators, start: Start, KeyId: string | null, random: () => number): Promise<void> {
  await admin.ask(producer, 'kinesis:CreateStream', { StreamName: 'orders', ShardCount: 1 });
  await makeDecoy(admin);
  const encryption = { StreamARN: stream, EncryptionType: 'KMS', KeyId };
  if (KeyId !== null) await admin.ask(producer, 'kinesis:StartStreamEncryption', encryption);
  const consumerArn = await makeConsumer(admin, start);
  const ownSid = statementSid(wireId(start.kind, ends[start.kind as keyof typeof ends].read, reader), 'Read');
  await putPolicy(admin, stream, sharedDocument(start, random, { actions: streamActions, arn: stream, ownSid }));
  if (consumerArn === null || start.consumerPolicy.length === 0) return;
  const statements = start.consumerPolicy.map((one, index) => statementOf(consumerActions, one, index, consumerArn));
  await putPolicy(admin, consumerArn, document(statements, start, random));
}

/** Another stream, which no plan speaks of. */
async function makeDecoy(admin: Administrators): Promise<void> {
  await admin.ask(producer, 'kinesis:CreateStream', { StreamName: 'orders-2', ShardCount: 1 });
  const Resource = `${stream}-2`;
  const statement = { Effect: 'Allow', Principal: { AWS: otherRole }, Action: 'kinesis:GetRecords', Resource };
  await putPolicy(admin, Resource, JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
}

async function makeConsumer(admin: Administrators, { consumer }: Start): Promise<string | null> {
  if (consumer === 'none') return null;
  const answer = await register(admin, consumer === 'same-name' ? 'reader' : 'another');
  return answer.Consumer.ConsumerARN;
}

function register(admin: Administrators, ConsumerName: string): Promise<{ Consumer: { ConsumerARN: string } }> {
  return admin.ask(producer, 'kinesis:RegisterStreamConsumer', { StreamARN: stream, ConsumerName });
}

async function putPolicy(admin: Administrators, ResourceARN: string, Policy: string | null): Promise<void> {
  if (Policy !== null) await admin.ask(producer, 'kinesis:PutResourcePolicy', { ResourceARN, Policy });
}

function registered({ consumers }: Snapshot): string | undefined {
  return consumers.find(({ name }) => name === 'reader')?.arn;
}

async function takeAway(admin: Administrators, now: Snapshot): Promise<void> {
  const ConsumerARN = registered(now);
  if (ConsumerARN !== undefined) await admin.ask(producer, 'kinesis:DeregisterStreamConsumer', { ConsumerARN });
}

async function replace(admin: Administrators, now: Snapshot): Promise<void> {
  if (registered(now) === undefined) return;
  await takeAway(admin, now);
  await register(admin, 'reader');
}

function asReader(world: World) {
  const clock = { scale: 0, now: () => Date.now(), after: () => Date.now() };
  return actAs(world, clock, role, practiceRegion, 'reader');
}

async function firstShard(world: World): Promise<{ ShardId: string }> {
  const { call } = asReader(world);
  const { Shards } = (await call('kinesis', 'ListShards', { StreamARN: stream })) as { Shards: { ShardId: string }[] };
  return Shards[0] ?? { ShardId: '' };
}

async function polled(world: World): Promise<Records> {
  const { call } = asReader(world);
  await call('kinesis', 'DescribeStream', { StreamARN: stream });
  await call('kinesis', 'DescribeStreamSummary', { StreamARN: stream });
  const { ShardId } = await firstShard(world);
  const from = { StreamARN: stream, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
  const { ShardIterator } = (await call('kinesis', 'GetShardIterator', from)) as { ShardIterator: string };
  const answer = (await call('kinesis', 'GetRecords', { StreamARN: stream, ShardIterator })) as { Records: Records };
  return answer.Records;
}

async function subscribed(world: World, ConsumerARN: string | undefined): Promise<Records> {
  const { call } = asReader(world);
  await call('kinesis', 'DescribeStreamConsumer', { ConsumerARN });
  const { ShardId } = await firstShard(world);
  const from = { ConsumerARN, ShardId, StartingPosition: { Type: 'TRIM_HORIZON' } };
  const { EventStream } = (await call('kinesis', 'SubscribeToShard', from)) as {
    EventStream: AsyncIterable<{ SubscribeToShardEvent: { Records: Records } }>;
  };
  for await (const { SubscribeToShardEvent } of EventStream) return SubscribeToShardEvent.Records;
  return [];
}

async function comes(admin: Administrators, read: () => Promise<Records>): Promise<string | null> {
  const text = `record-${Date.now()}`;
  await admin.ask(producer, 'kinesis:PutRecord', { StreamARN: stream, PartitionKey: 'k', Data: Buffer.from(text) });
  const records = await read();
  return records.some(({ Data }) => Buffer.from(Data).toString() === text) ? null : 'the record does not come';
}

const common = {
  source: stream,
  managedPolicy: kinesisPolicy,
  actions: { half: streamActions.needed.slice(0, 3), ownHalf: of(['ListStreams']) },
  operations: ['PutResourcePolicy', 'DeleteResourcePolicy', 'GetResourcePolicy'].map(
    (operation) => ['kinesis', operation] as const,
  ),
  make,
  shared: (now: Snapshot) => ({ stream, consumer: registered(now) ?? null }),
  takeAway,
  replace,
};

const kinesis: Ends = {
  ...common,
  read: stream,
  readNow: () => stream,
  between: null,
  blocker: (world, admin) => comes(admin, () => polled(world)),
};

const fanOut: Ends = {
  ...common,
  operations: [
    ...common.operations,
    ['kinesis', 'RegisterStreamConsumer'],
    ['kinesis', 'DeregisterStreamConsumer'],
    ['kinesis', 'DescribeStreamConsumer'],
  ],
  read: ownConsumer,
  readNow: registered,
  between: {
    look: 'DescribeStreamConsumer',
    write: 'RegisterStreamConsumer',
    isThere: (now) => registered(now) !== undefined,
    make: (admin) => register(admin, 'reader'),
  },
  blocker: async (world, admin) => {
    const { consumerArn } = await registeredNow(admin);
    return comes(admin, () => subscribed(world, consumerArn));
  },
};

async function registeredNow(admin: Administrators): Promise<{ consumerArn: string | undefined }> {
  const { Consumers } = await admin.ask<{ Consumers: { ConsumerARN: string; ConsumerName: string }[] }>(
    producer,
    'kinesis:ListStreamConsumers',
    { StreamARN: stream },
  );
  return { consumerArn: Consumers.find(({ ConsumerName }) => ConsumerName === 'reader')?.ConsumerARN };
}

export const ends = { kinesis, 'kinesis-fanout': fanOut };
