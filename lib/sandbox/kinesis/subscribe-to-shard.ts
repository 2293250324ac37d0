import type { SubscribeToShardInput, SubscribeToShardOutput } from '@aws-sdk/client-kinesis';
import { outOfModel } from '../out-of-model';
import type { Operation } from '../service';
import { askForConsumer, checkConsumerActive, theConsumer } from './consumer-reference';
import { dryRun } from './put-records';
import { theShard } from './shard-reading';
import { openSubscription } from './shard-subscription';
import { sequenceBefore } from './starting-point';

export const subscribeToShard: Operation<SubscribeToShardInput, SubscribeToShardOutput> = {
  effect: 'reads',
  asks: (input, call) => [askForConsumer('SubscribeToShard', { ConsumerARN: consumerArn(input) }, call)],
  limit: (input) => ({
    bucket: 'SubscribeToShard',
    perSecond: 1,
    key: `${input.ConsumerARN}/${input.ShardId}`,
    fault: 'LimitExceededException',
  }),
  run: (input, call) => {
    const found = theConsumer({ ConsumerARN: consumerArn(input) }, call);
    checkConsumerActive(found, call);
    const { stream, consumer } = found;
    const shard = theShard(stream, input.ShardId);
    const start = {
      type: input.StartingPosition?.Type,
      sequenceNumber: input.StartingPosition?.SequenceNumber,
      timestamp: input.StartingPosition?.Timestamp,
      member: 'startingPosition.type',
      operation: 'SubscribeToShard',
    } as const;
    const after = sequenceBefore(start, shard, stream, call.clock.now());
    if (input.DryRun) throw dryRun();
    return { EventStream: openSubscription({ consumerArn: consumer.arn, shardId: shard.id, after }, call) };
  },
};

function consumerArn({ ConsumerARN: arn }: SubscribeToShardInput): string {
  if (arn === undefined) throw outOfModel(undefined, 'consumerARN', 'not be null');
  return arn;
}
