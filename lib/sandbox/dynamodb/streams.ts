import type {
  DescribeStreamInput,
  DescribeStreamOutput,
  ListStreamsInput,
  ListStreamsOutput,
  Shard as ShardDescription,
} from '@aws-sdk/client-dynamodb-streams';
import { outOfModel, within } from '../out-of-model';
import type { Operation } from '../service';
import type { Shard, TableStream } from './dynamodb-state';
import { streamStatus, streamsOf } from './stream-life';
import { askOnStream, theStream } from './stream-reference';
import { named } from './table-reference';

const STREAMS_A_PAGE = 100;
const SHARDS_A_PAGE = 100;

/** Those that were switched off within the last day are among them. */
export const listStreams: Operation<ListStreamsInput, ListStreamsOutput> = {
  asks: () => [{ action: 'dynamodb:ListStreams', resource: '*' }],
  limit: () => ({ bucket: 'ListStreams', perSecond: 5 }),
  run: (input, call) => {
    within(input.Limit, 'limit', 1, STREAMS_A_PAGE);
    const table = input.TableName === undefined ? undefined : named({ TableName: input.TableName }, call).table;
    const after = input.ExclusiveStartStreamArn ?? '';
    const rest = streamsOf(call.world, call, call.clock.now()).filter(
      ({ arn, tableName }) => arn > after && (table === undefined || tableName === table),
    );
    const page = rest.slice(0, input.Limit ?? STREAMS_A_PAGE);
    return {
      Streams: page.map(({ arn, tableName, label }) => ({ StreamArn: arn, TableName: tableName, StreamLabel: label })),
      LastEvaluatedStreamArn: rest.length > page.length ? page.at(-1)?.arn : undefined,
    };
  },
};

export const describeStream: Operation<DescribeStreamInput, DescribeStreamOutput> = {
  asks: (input, call) => [askOnStream('DescribeStream', input.StreamArn, call)],
  limit: () => ({ bucket: 'DescribeStream', perSecond: 10 }),
  run: (input, call) => {
    within(input.Limit, 'limit', 1, SHARDS_A_PAGE);
    const stream = theStream(input.StreamArn, call);
    const status = streamStatus(stream, call.clock.now());
    const shards = status === 'ENABLING' ? [] : shardsAskedFor(stream, input);
    const after = input.ExclusiveStartShardId ?? '';
    const rest = shards.filter(({ id }) => id > after);
    const page = rest.slice(0, input.Limit ?? SHARDS_A_PAGE);
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: status,
        StreamViewType: stream.viewType,
        CreationRequestDateTime: new Date(stream.createdAt),
        TableName: stream.tableName,
        KeySchema: stream.keySchema.map(({ AttributeName, KeyType }) => ({ AttributeName, KeyType })),
        Shards: page.map(describeShard),
        LastEvaluatedShardId: rest.length > page.length ? page.at(-1)?.id : undefined,
      },
    };
  },
};

/** Ids begin with the time that the shard was opened, so children stand behind their parents. */
function shardsAskedFor({ shards }: TableStream, { ShardFilter: filter }: DescribeStreamInput): Shard[] {
  if (!filter) return shards;
  if (filter.Type !== 'CHILD_SHARDS') {
    throw outOfModel(filter.Type, 'shardFilter.type', 'satisfy enum value set: [CHILD_SHARDS]');
  }
  if (filter.ShardId === undefined) throw outOfModel(undefined, 'shardFilter.shardId', 'not be null');
  return shards.filter(({ parentId }) => parentId === filter.ShardId);
}

function describeShard({ id, parentId, before, closed }: Shard): ShardDescription {
  return {
    ShardId: id,
    SequenceNumberRange: {
      StartingSequenceNumber: (BigInt(before) + 1n).toString(),
      EndingSequenceNumber: closed?.lastSequenceNumber,
    },
    ParentShardId: parentId,
  };
}
