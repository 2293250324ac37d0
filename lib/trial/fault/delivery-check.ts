import { practiceRegion } from '@/lib/sandbox/accounts';
import { actAs } from '@/lib/sandbox/lambda/execution-role';
import { Fault } from '@/lib/sandbox/service';
import type { World } from '@/lib/sandbox/world';
import { type Administrators, producer, role, stream } from './accounts';
import { snapshot } from './snapshot';

type Records = { Data: Uint8Array }[];

/**
 * Whether a record that is put on the stream now comes to whoever the function runs as: read as the poller reads, with
 * the role's own rights and no others. Answers what is in the way, `null` where nothing is.
 */
export async function blocker(world: World, admin: Administrators, fanOut: boolean): Promise<string | null> {
  const { mappings, consumers } = snapshot(world);
  const source = fanOut ? `${stream}/consumer/reader` : stream;
  const mapping = mappings.find(({ sourceArn }) => sourceArn === source);
  if (!mapping) return `no mapping reads ${source}`;
  if (mapping.state !== 'Enabled') return `the mapping is ${mapping.state}`;
  const text = `record-${Date.now()}`;
  await admin.ask(producer, 'kinesis:PutRecord', { StreamARN: stream, PartitionKey: 'k', Data: Buffer.from(text) });
  const consumer = consumers.find(({ name }) => name === 'reader');
  try {
    const records = await (fanOut ? subscribed(world, consumer?.arn) : polled(world));
    return records.some(({ Data }) => Buffer.from(Data).toString() === text) ? null : 'the record does not come';
  } catch (error) {
    if (error instanceof Fault) return `${error.code}: ${error.message}`;
    throw error;
  }
}

function asReader(world: World) {
  const clock = { scale: 0, now: () => Date.now(), after: () => Date.now() };
  return actAs(world, clock, role, practiceRegion, 'reader');
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

async function firstShard(world: World): Promise<{ ShardId: string }> {
  const { call } = asReader(world);
  const { Shards } = (await call('kinesis', 'ListShards', { StreamARN: stream })) as { Shards: { ShardId: string }[] };
  return Shards[0] ?? { ShardId: '' };
}
