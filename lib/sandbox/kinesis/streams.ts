import type {
  CreateStreamInput,
  DeleteStreamInput,
  DescribeStreamInput,
  DescribeStreamOutput,
  DescribeStreamSummaryInput,
  DescribeStreamSummaryOutput,
  ListStreamsInput,
  ListStreamsOutput,
} from '@aws-sdk/client-kinesis';
import { outOfModel, within } from '../out-of-model';
import type { Call, Operation } from '../service';
import { Fault } from '../service';
import { consumersOf } from './consumer';
import { chosenKey } from './encryption';
import { kinesisState, type Stream } from './kinesis-state';
import { perAccount, perAccountOnStreams } from './limits';
import { openPage, sealPage } from './page-token';
import { askFor, named, onStream, theStream } from './reference';
import { describeShard, openShards, shardsFor } from './shard';
import { statusOf, streamsOf } from './stream';
import { checkTags } from './tags';

/** Shards that one account may have in a Region unless AWS raises it. */
const SHARD_QUOTA = 500;
const ON_DEMAND_SHARDS = 4;
const SECONDS_TO_CREATE = 15;
const SECONDS_TO_DELETE = 20;

export const createStream: Operation<CreateStreamInput, object> = {
  asks: (input, call) => [askFor('CreateStream', { StreamName: input.StreamName }, call)],
  limit: perAccount('CreateStream', 5),
  run: (input, call) => {
    checkCreate(input, call);
    const now = call.clock.now();
    const { name, arn } = named({ StreamName: input.StreamName }, call);
    const mode = input.StreamModeDetails?.StreamMode ?? 'PROVISIONED';
    kinesisState(call.world, call.accountId, call.region).streams.set(name, {
      name,
      arn,
      accountId: call.accountId,
      region: call.region,
      createdAt: now,
      change: { status: 'CREATING', until: call.clock.after(SECONDS_TO_CREATE) },
      mode,
      shards: shardsFor(mode === 'ON_DEMAND' ? ON_DEMAND_SHARDS : (input.ShardCount ?? 1), now),
      retentionHours: 24,
      tags: { ...input.Tags },
      consumers: new Map(),
      keyChanges: [],
      recordsPut: 0,
    });
    return {};
  },
};

export const deleteStream = onStream<DeleteStreamInput, object>(
  'DeleteStream',
  perAccountOnStreams('DeleteStream', 5),
  (input, call) => {
    const stream = theStream(input, call);
    if (!input.EnforceConsumerDeletion && consumersOf(stream, call.clock.now()).length > 0) {
      const which = `Stream ${stream.name} under account ${stream.accountId}`;
      throw new Fault('ResourceInUseException', `${which} has active consumers.`);
    }
    stream.change = { status: 'DELETING', until: call.clock.after(SECONDS_TO_DELETE) };
    return {};
  },
);

export const listStreams: Operation<ListStreamsInput, ListStreamsOutput> = {
  asks: () => [{ action: 'kinesis:ListStreams', resource: '*' }],
  limit: perAccount('ListStreams', 5),
  run: (input, call) => {
    within(input.Limit, 'limit', 1, 10_000);
    const now = call.clock.now();
    const after = input.NextToken ? openPage<string>(input.NextToken, now) : input.ExclusiveStartStreamName;
    const rest = streamsOf(call.world, call.accountId, call.region, now).filter(({ name }) => !after || name > after);
    const page = rest.slice(0, Math.min(input.Limit ?? 100, 100));
    const last = page.at(-1);
    const more = rest.length > page.length;
    return {
      StreamNames: page.map(({ name }) => name),
      HasMoreStreams: more,
      NextToken: more && last ? sealPage(last.name, now) : undefined,
      StreamSummaries: page.map((stream) => ({ ...identity(stream, now) })),
    };
  },
};

export const describeStream = onStream<DescribeStreamInput, DescribeStreamOutput>(
  'DescribeStream',
  perAccountOnStreams('DescribeStream', 10),
  (input, call) => {
    within(input.Limit, 'limit', 1, 10_000);
    const stream = theStream(input, call);
    const now = call.clock.now();
    const after = input.ExclusiveStartShardId ?? '';
    const rest = shardsShown(stream, now).filter(({ id }) => id > after);
    const page = rest.slice(0, Math.min(input.Limit ?? 100, 100));
    return {
      StreamDescription: {
        ...identity(stream, now),
        ...settings(stream),
        Shards: page.map(describeShard),
        HasMoreShards: rest.length > page.length,
      },
    };
  },
);

export const describeStreamSummary = onStream<DescribeStreamSummaryInput, DescribeStreamSummaryOutput>(
  'DescribeStreamSummary',
  perAccountOnStreams('DescribeStreamSummary', 20),
  (input, call) => {
    const stream = theStream(input, call);
    return {
      StreamDescriptionSummary: {
        ...identity(stream, call.clock.now()),
        ...settings(stream),
        OpenShardCount: openShards(stream).length,
        ConsumerCount: consumersOf(stream, call.clock.now()).length,
        MaxRecordSizeInKiB: 1024,
      },
    };
  },
);

function identity(stream: Stream, now: number) {
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    StreamStatus: statusOf(stream, now),
    StreamModeDetails: { StreamMode: stream.mode },
    StreamCreationTimestamp: new Date(stream.createdAt),
  };
}

function settings(stream: Stream) {
  const keyId = chosenKey(stream);
  return {
    RetentionPeriodHours: stream.retentionHours,
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: keyId === undefined ? ('NONE' as const) : ('KMS' as const),
    KeyId: keyId,
  };
}

function shardsShown(stream: Stream, now: number) {
  return statusOf(stream, now) === 'CREATING' ? [] : stream.shards;
}

function checkCreate(input: CreateStreamInput, call: Call): void {
  const name = input.StreamName;
  if (name === undefined || !/^[a-zA-Z0-9_.-]{1,128}$/.test(name)) {
    throw outOfModel(name, 'streamName', 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+');
  }
  within(input.ShardCount, 'shardCount', 1, 100_000);
  checkTags(input.Tags ?? {});
  const onDemand = input.StreamModeDetails?.StreamMode === 'ON_DEMAND';
  if (onDemand && input.ShardCount !== undefined) {
    throw new Fault('InvalidArgumentException', 'ShardCount must not be specified for a stream in ON_DEMAND mode.');
  }
  if (!onDemand && input.ShardCount === undefined) {
    throw new Fault('InvalidArgumentException', 'ShardCount must be specified for a stream in PROVISIONED mode.');
  }
  const others = streamsOf(call.world, call.accountId, call.region, call.clock.now());
  if (others.some((stream) => stream.name === name)) {
    throw new Fault('ResourceInUseException', `Stream ${name} under account ${call.accountId} already exists.`);
  }
  const shards = others.reduce((sum, stream) => sum + openShards(stream).length, 0);
  if (shards + (input.ShardCount ?? ON_DEMAND_SHARDS) > SHARD_QUOTA) throw overQuota(call, shards);
}

function overQuota(call: Call, shards: number): Fault {
  const where = `the account ${call.accountId} in ${call.region}`;
  const counts = `Current shard count for the account: ${shards}. Limit: ${SHARD_QUOTA}.`;
  return new Fault('LimitExceededException', `This request would exceed the shard limit for ${where}. ${counts}`);
}
