import * as schemas from '@aws-sdk/client-kinesis';
import type { Service } from '../service';
import { statesOf, type World } from '../world';
import {
  deregisterStreamConsumer,
  describeStreamConsumer,
  listStreamConsumers,
  registerStreamConsumer,
} from './consumers';
import { startStreamEncryption, stopStreamEncryption } from './encryption-settings';
import type { KinesisState } from './kinesis-state';
import { landscape } from './landscape/landscape';
import { operator } from './operator';
import { putRecord, putRecords } from './put-records';
import { getRecords, getShardIterator } from './read-records';
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy, resourcePolicies } from './resource-policy';
import { decreaseStreamRetentionPeriod, increaseStreamRetentionPeriod, updateStreamMode } from './settings';
import { trim } from './shard';
import { serveSubscriptions } from './shard-subscription';
import { listShards, mergeShards, splitShard, updateShardCount } from './shards';
import { streamsOf } from './stream';
import { createStream, deleteStream, describeStream, describeStreamSummary, listStreams } from './streams';
import { subscribeToShard } from './subscribe-to-shard';
import {
  addTagsToStream,
  listTagsForResource,
  listTagsForStream,
  removeTagsFromStream,
  tagResource,
  untagResource,
} from './tags';

const TRIM_EVERY = 5_000;
const nextTrim = new WeakMap<World, number>();

export const kinesis: Service = {
  name: 'kinesis',
  protocol: 'awsJson1_1',
  schemas,
  throttleFault: 'LimitExceededException',
  operations: {
    AddTagsToStream: addTagsToStream,
    CreateStream: createStream,
    DecreaseStreamRetentionPeriod: decreaseStreamRetentionPeriod,
    DeleteResourcePolicy: deleteResourcePolicy,
    DeleteStream: deleteStream,
    DeregisterStreamConsumer: deregisterStreamConsumer,
    DescribeStream: describeStream,
    DescribeStreamConsumer: describeStreamConsumer,
    DescribeStreamSummary: describeStreamSummary,
    GetRecords: getRecords,
    GetResourcePolicy: getResourcePolicy,
    GetShardIterator: getShardIterator,
    IncreaseStreamRetentionPeriod: increaseStreamRetentionPeriod,
    ListShards: listShards,
    ListStreamConsumers: listStreamConsumers,
    ListStreams: listStreams,
    ListTagsForResource: listTagsForResource,
    ListTagsForStream: listTagsForStream,
    MergeShards: mergeShards,
    PutRecord: putRecord,
    PutRecords: putRecords,
    PutResourcePolicy: putResourcePolicy,
    RegisterStreamConsumer: registerStreamConsumer,
    RemoveTagsFromStream: removeTagsFromStream,
    SplitShard: splitShard,
    StartStreamEncryption: startStreamEncryption,
    StopStreamEncryption: stopStreamEncryption,
    SubscribeToShard: subscribeToShard,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateShardCount: updateShardCount,
    UpdateStreamMode: updateStreamMode,
  },
  policies: [resourcePolicies],
  keyTitle: 'Kinesis',
  operator,
  landscape,
  tick: (world, clock) => {
    const now = clock.now();
    serveSubscriptions(world, now);
    if (now < (nextTrim.get(world) ?? 0)) return;
    nextTrim.set(world, now + TRIM_EVERY);
    for (const { accountId, region } of [...statesOf<KinesisState>(world, 'kinesis')]) {
      for (const stream of streamsOf(world, accountId, region, now)) trim(stream, now);
    }
  },
};
