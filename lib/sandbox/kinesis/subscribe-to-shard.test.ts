import {
  DescribeStreamConsumerCommand,
  KinesisClient,
  ListShardsCommand,
  type ShardIteratorType,
  SubscribeToShardCommand,
  type SubscribeToShardEvent,
  type SubscribeToShardEventStream,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type StagedWorld, stageWorld } from '@/lib/trial/sandbox/staged-world';
import { practiceAccounts } from '../accounts';
import { handle } from '../handle';
import { switchLimits } from '../rate-limit';
import { type Endpoint, openEndpoint } from '../server';
import { kinesis } from './kinesis';

const OWNER = '999900009999';
const STREAM = `arn:aws:kinesis:us-east-1:${OWNER}:stream/orders`;
const SHARD = 'shardId-000000000000';

let staged: StagedWorld;
let consumer: string;
let endpoint: Endpoint;
let client: KinesisClient;

beforeEach(async () => {
  // Signatures are compared with the practice accounts' clock.
  staged = await stageWorld(Date.now());
  switchLimits(staged.world, false);
  await ask('kinesis:CreateStream', { StreamName: 'orders', ShardCount: 1 });
  staged.pass(30);
  const answer = await ask('kinesis:RegisterStreamConsumer', { StreamARN: STREAM, ConsumerName: 'reader' });
  consumer = (answer as { Consumer: { ConsumerARN: string } }).Consumer.ConsumerARN;
  staged.pass(30);
  endpoint = await openEndpoint(0, (request) => handle(staged.world, staged.clock, request));
  client = clientOf();
});

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

function clientOf(more: object = {}): KinesisClient {
  const { accessKeyId = '', secretAccessKey = '' } = practiceAccounts.find(({ name }) => name === 'producer') ?? {};
  return new KinesisClient({
    endpoint: `http://127.0.0.1:${endpoint.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
    ...more,
  });
}

function ask(action: string, input: object) {
  return staged.ask(staged.administrator(OWNER), action, input);
}

async function put(...texts: string[]): Promise<void> {
  for (const text of texts) {
    await ask('kinesis:PutRecord', { StreamARN: STREAM, PartitionKey: 'k', Data: Buffer.from(text) });
  }
}

function pass(seconds: number): void {
  staged.pass(seconds);
  void kinesis.tick?.(staged.world, staged.clock);
}

type Start = { Type: ShardIteratorType; SequenceNumber?: string | undefined; Timestamp?: Date };

/** The events of a subscription, one by one. */
async function subscribe(StartingPosition: Start = { Type: 'TRIM_HORIZON' }, by = client) {
  const { EventStream } = await by.send(
    new SubscribeToShardCommand({ ConsumerARN: consumer, ShardId: SHARD, StartingPosition }),
  );
  if (!EventStream) throw new Error('no events');
  const events = EventStream[Symbol.asyncIterator]();
  return {
    async next(): Promise<SubscribeToShardEvent> {
      const { value } = (await events.next()) as IteratorResult<SubscribeToShardEventStream>;
      return value.SubscribeToShardEvent;
    },
    async texts(): Promise<string[]> {
      return ((await this.next()).Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString());
    },
    isOver: async () => (await events.next()).done,
    leave: async () => void (await events.return?.()),
  };
}

describe.each([
  ['HTTP/2, as the client would have it', {}],
  ['HTTP/1.1', { requestHandler: new NodeHttpHandler() }],
])('over %s', (_, settings) => {
  test('records are pushed as they come', async () => {
    await put('one');
    const own = clientOf(settings);
    const events = await subscribe({ Type: 'TRIM_HORIZON' }, own);
    expect(await events.texts()).toEqual(['one']);
    await put('two', 'three');
    pass(1);
    expect(await events.texts()).toEqual(['two', 'three']);
    await events.leave();
    own.destroy();
  });
});

describe('a subscription', () => {
  test('starts at every kind of place', async () => {
    await put('one');
    pass(10);
    const Timestamp = new Date(staged.clock.now());
    await put('two');
    const from = async (start: Start) => {
      pass(10);
      const events = await subscribe(start);
      const texts = await events.texts();
      await events.leave();
      return texts;
    };
    expect(await from({ Type: 'TRIM_HORIZON' })).toEqual(['one', 'two']);
    expect(await from({ Type: 'LATEST' })).toEqual([]);
    expect(await from({ Type: 'AT_TIMESTAMP', Timestamp })).toEqual(['two']);
    pass(10);
    const events = await subscribe();
    const [, second] = (await events.next()).Records ?? [];
    const SequenceNumber = second?.SequenceNumber;
    expect(await from({ Type: 'AT_SEQUENCE_NUMBER', SequenceNumber })).toEqual(['two']);
    expect(await from({ Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber })).toEqual([]);
    await expect(from({ Type: 'AT_SEQUENCE_NUMBER', SequenceNumber: '7' })).rejects.toMatchObject({
      name: 'InvalidArgumentException',
    });
  });

  test('goes on where the last one said, even if that one saw no record', async () => {
    const first = await subscribe({ Type: 'LATEST' });
    const { ContinuationSequenceNumber: SequenceNumber, Records } = await first.next();
    expect(Records).toEqual([]);
    await first.leave();
    await put('meanwhile');
    pass(10);
    const second = await subscribe({ Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber });
    expect(await second.texts()).toEqual(['meanwhile']);
  });

  test('says every few seconds that nothing came, and ends after five minutes', async () => {
    const events = await subscribe();
    expect(await events.texts()).toEqual([]);
    pass(6);
    expect(await events.texts()).toEqual([]);
    pass(300);
    expect(await events.isOver()).toBe(true);
  });

  test('is not given to another within five seconds, and taken over by one after that', async () => {
    const inUse = {
      name: 'ResourceInUseException',
      message: `Another active subscription exists for this consumer: ${OWNER}:orders:${SHARD}:reader`,
    };
    const first = await subscribe();
    await first.next();
    pass(4);
    await expect(subscribe()).rejects.toMatchObject(inUse);
    pass(2);
    const second = await subscribe();
    await expect(first.next().then(() => first.next())).rejects.toMatchObject(inUse);
    expect(await second.texts()).toEqual([]);
  });

  test('ends with the shard, whose children it names', async () => {
    await put('one');
    await ask('kinesis:SplitShard', {
      StreamName: 'orders',
      ShardToSplit: SHARD,
      NewStartingHashKey: '170141183460469231731687303715884105728',
    });
    const events = await subscribe();
    const { ChildShards, Records, ContinuationSequenceNumber } = await events.next();
    expect(Records).toHaveLength(1);
    expect(ContinuationSequenceNumber).toBeUndefined();
    const { Shards } = await client.send(new ListShardsCommand({ StreamARN: STREAM }));
    expect(ChildShards?.map(({ ShardId }) => ShardId)).toEqual(Shards?.slice(1).map(({ ShardId }) => ShardId));
    expect(await events.isOver()).toBe(true);
  });

  test('ends when its consumer is deregistered', async () => {
    const events = await subscribe();
    await events.next();
    await ask('kinesis:DeregisterStreamConsumer', { ConsumerARN: consumer });
    pass(30);
    await expect(events.next()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('ends with the fault of its key', async () => {
    const answer = await ask('kms:CreateKey', {});
    const { KeyId } = (answer as { KeyMetadata: { KeyId: string } }).KeyMetadata;
    await ask('kinesis:StartStreamEncryption', { StreamARN: STREAM, EncryptionType: 'KMS', KeyId });
    pass(30);
    const events = await subscribe();
    await events.next();
    await put('one');
    pass(1);
    expect((await events.next()).Records).toEqual([expect.objectContaining({ EncryptionType: 'KMS' })]);
    await put('two');
    await ask('kms:DisableKey', { KeyId });
    pass(1);
    await expect(events.next()).rejects.toMatchObject({ name: 'KMSDisabledException' });
  });

  test('waits until its consumer is ACTIVE', async () => {
    const answer = await ask('kinesis:RegisterStreamConsumer', { StreamARN: STREAM, ConsumerName: 'late' });
    consumer = (answer as { Consumer: { ConsumerARN: string } }).Consumer.ConsumerARN;
    await expect(subscribe()).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: expect.stringContaining('is not in ACTIVE status'),
    });
  });

  test('can be asked for without being given', async () => {
    const input = {
      ConsumerARN: consumer,
      ShardId: SHARD,
      StartingPosition: { Type: 'LATEST' },
      DryRun: true,
    } as const;
    await expect(client.send(new SubscribeToShardCommand(input))).rejects.toMatchObject({
      name: 'DryRunOperationException',
    });
    expect(await (await subscribe()).texts()).toEqual([]);
    const { ConsumerDescription } = await client.send(new DescribeStreamConsumerCommand({ ConsumerARN: consumer }));
    expect(ConsumerDescription?.ConsumerStatus).toBe('ACTIVE');
  });
});
