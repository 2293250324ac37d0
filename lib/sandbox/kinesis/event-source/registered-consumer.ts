import type { GetShardIteratorOutput } from '@aws-sdk/client-kinesis';
import type { EventSource, Poll } from '../../lambda/event-source';
import type { RoleSession } from '../../lambda/execution-role';
import type { Batch, ShardPosition } from '../../lambda/lambda-state';
import { Fault } from '../../service';
import { firstShard, refreshShards } from './shards';
import { shared } from './shared';
import { endSubscriptions, receiveShard } from './subscription';

/** A registered consumer (enhanced fan-out), `…:stream/NAME/consumer/NAME:SECOND`, to which a stream is pushed. */
export const registeredConsumer: EventSource = {
  ...shared,
  arn: /^arn:aws[a-zA-Z-]*:kinesis:[a-z0-9-]+:\d{12}:stream\/[a-zA-Z0-9_.-]+\/consumer\/[a-zA-Z0-9_.-]+:\d+$/,
  open: subscribeOnTrial,
  refresh: (poll) => {
    const ConsumerARN = poll.mapping.sourceArn;
    const inspect = () => poll.role.call('kinesis', 'DescribeStreamConsumer', { ConsumerARN });
    return refreshShards(poll, streamOf(ConsumerARN), inspect);
  },
  read: receiveShard,
  reread: rereadBatch,
  close: endSubscriptions,
};

function streamOf(consumerArn: string): string {
  return consumerArn.split('/consumer/')[0] ?? consumerArn;
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

/**
 * What was pushed to a registered consumer is pushed once: before a batch is tried again Lambda reads it from the
 * stream, as the role, like a mapping that shares the stream's throughput.
 * @throws Fault as Kinesis answers the role
 */
async function rereadBatch({ role, mapping }: Poll, position: ShardPosition, batch: Batch): Promise<void> {
  const first = batch.records[0];
  if (!first || batch.failures === 0) return;
  const StreamARN = streamOf(mapping.sourceArn);
  const { ShardIterator } = (await role.call('kinesis', 'GetShardIterator', {
    StreamARN,
    ShardId: position.shardId,
    ShardIteratorType: 'AT_SEQUENCE_NUMBER',
    StartingSequenceNumber: first.sequenceNumber,
  })) as GetShardIteratorOutput;
  await role.call('kinesis', 'GetRecords', { StreamARN, ShardIterator, Limit: batch.records.length });
}
