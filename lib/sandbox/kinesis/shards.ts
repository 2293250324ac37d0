import type {
  ListShardsInput,
  ListShardsOutput,
  MergeShardsInput,
  ShardFilter,
  SplitShardInput,
  UpdateShardCountInput,
  UpdateShardCountOutput,
} from '@aws-sdk/client-kinesis';
import { outOfModel, within } from '../out-of-model';
import type { Call, Operation } from '../service';
import { Fault } from '../service';
import { evenRanges } from './hash-key';
import type { Shard, Stream } from './kinesis-state';
import { perAccountOnStreams } from './limits';
import { openPage, sealPage } from './page-token';
import { askFor, named, onStream, theActiveStream, theReadyStream } from './reference';
import { describeShard, newShard, openShards } from './shard';

const SECONDS_TO_RESHARD = 30;

type Place = { arn: string; after: string };

export const listShards: Operation<ListShardsInput, ListShardsOutput> = {
  asks: (input, call) => [askFor('ListShards', streamListed(input, call), call)],
  limit: (input, call) => ({
    bucket: 'ListShards',
    perSecond: 1000,
    key: named(streamListed(input, call), call).arn,
    fault: 'LimitExceededException',
  }),
  run: (input, call) => {
    within(input.MaxResults, 'maxResults', 1, 10_000);
    const now = call.clock.now();
    const stream = theReadyStream(streamListed(input, call), call);
    const after = input.NextToken ? openPage<Place>(input.NextToken, now).after : input.ExclusiveStartShardId;
    const wanted = stream.shards.filter((shard) => passes(shard, input.ShardFilter, stream, now));
    const rest = wanted.filter(({ id }) => after === undefined || id > after);
    const page = rest.slice(0, input.MaxResults ?? 1000);
    const last = page.at(-1);
    const more = rest.length > page.length && last !== undefined;
    return {
      Shards: page.map(describeShard),
      NextToken: more ? sealPage({ arn: stream.arn, after: last.id } satisfies Place, now) : undefined,
    };
  },
};

export const splitShard = onStream<SplitShardInput, object>(
  'SplitShard',
  perAccountOnStreams('SplitShard', 5),
  (input, call) => {
    const stream = theProvisioned(input, call);
    const shard = theOpenShard(stream, input.ShardToSplit);
    const at = BigInt(input.NewStartingHashKey ?? '0');
    if (at <= shard.from || at > shard.to) {
      const range = `${shard.from} to ${shard.to}`;
      throw new Fault(
        'InvalidArgumentException',
        `NewStartingHashKey ${at} used in SplitShard() on shard ${shard.id} in stream ${stream.name} is not both greater than one plus the shard's StartingHashKey and less than the shard's EndingHashKey: ${range}.`,
      );
    }
    const halves = [
      { from: shard.from, to: at - 1n },
      { from: at, to: shard.to },
    ];
    reshard(
      stream,
      [shard],
      halves.map((range) => ({ range, parents: [shard] })),
      call,
    );
    return {};
  },
);

export const mergeShards = onStream<MergeShardsInput, object>(
  'MergeShards',
  perAccountOnStreams('MergeShards', 5),
  (input, call) => {
    const stream = theProvisioned(input, call);
    const shard = theOpenShard(stream, input.ShardToMerge);
    const neighbour = theOpenShard(stream, input.AdjacentShardToMerge);
    if (shard.to + 1n !== neighbour.from && neighbour.to + 1n !== shard.from) {
      const both = `${shard.id} and ${neighbour.id}`;
      throw new Fault('InvalidArgumentException', `Shards ${both} in stream ${stream.name} are not adjacent.`);
    }
    const range =
      shard.from < neighbour.from ? { from: shard.from, to: neighbour.to } : { from: neighbour.from, to: shard.to };
    reshard(stream, [shard, neighbour], [{ range, parents: [shard, neighbour] }], call);
    return {};
  },
);

export const updateShardCount = onStream<UpdateShardCountInput, UpdateShardCountOutput>(
  'UpdateShardCount',
  perAccountOnStreams('UpdateShardCount', 5),
  (input, call) => {
    const stream = theProvisioned(input, call);
    const open = openShards(stream);
    const target = input.TargetShardCount ?? 0;
    if (target < 1 || target > open.length * 2 || target < Math.ceil(open.length / 2)) {
      const bounds = `between ${Math.ceil(open.length / 2)} and ${open.length * 2}`;
      throw new Fault(
        'InvalidArgumentException',
        `UpdateShardCount to ${target} is not ${bounds} for stream ${stream.name}.`,
      );
    }
    const children = evenRanges(target).map((range) => ({
      range,
      parents: open.filter((shard) => shard.from <= range.to && range.from <= shard.to).slice(0, 2),
    }));
    reshard(stream, open, children, call);
    return { StreamName: stream.name, StreamARN: stream.arn, CurrentShardCount: open.length, TargetShardCount: target };
  },
);

function streamListed(input: ListShardsInput, call: Call) {
  if (input.NextToken === undefined) return input;
  if (input.StreamName !== undefined || input.StreamARN !== undefined) {
    throw new Fault('InvalidArgumentException', 'NextToken and StreamName cannot be provided together.');
  }
  return { StreamARN: openPage<Place>(input.NextToken, call.clock.now()).arn };
}

function passes(shard: Shard, filter: ShardFilter | undefined, stream: Stream, now: number): boolean {
  const horizon = now - stream.retentionHours * 3_600_000;
  const moment = Math.max(filter?.Timestamp?.getTime() ?? horizon, horizon);
  const openAt = (time: number) =>
    shard.createdAt <= Math.max(time, stream.createdAt) && (shard.closedAt ?? now) >= time;
  switch (filter?.Type) {
    case 'AFTER_SHARD_ID':
      return shard.id > (filter.ShardId ?? '');
    case 'AT_LATEST':
      return shard.closedAt === undefined;
    case 'AT_TRIM_HORIZON':
      return openAt(horizon);
    case 'AT_TIMESTAMP':
      return openAt(moment);
    case 'FROM_TIMESTAMP':
      return (shard.closedAt ?? now) >= moment;
    default:
      return true;
  }
}

function theProvisioned(
  input: { StreamName?: string | undefined; StreamARN?: string | undefined },
  call: Call,
): Stream {
  const stream = theActiveStream(input, call);
  if (stream.mode === 'PROVISIONED') return stream;
  throw new Fault('ValidationException', `Stream ${stream.name} is in ON_DEMAND mode: Kinesis manages its shards.`);
}

function theOpenShard(stream: Stream, id: string | undefined): Shard {
  if (id === undefined) throw outOfModel(id, 'shardId', 'not be null');
  const shard = stream.shards.find((each) => each.id === id);
  const where = `in stream ${stream.name} under account ${stream.accountId}`;
  if (!shard) throw new Fault('ResourceNotFoundException', `Could not find shard ${id} ${where}.`);
  if (shard.closedAt !== undefined)
    throw new Fault('InvalidArgumentException', `Shard ${id} ${where} is already closed.`);
  return shard;
}

type Child = { range: { from: bigint; to: bigint }; parents: Shard[] };

function reshard(stream: Stream, closed: Shard[], children: Child[], call: Call): void {
  const now = call.clock.now();
  for (const shard of closed) shard.closedAt = now;
  const next = Math.max(...stream.shards.map(({ index }) => index)) + 1;
  stream.shards.push(...children.map(({ range, parents }, offset) => newShard(next + offset, range, now, parents)));
  stream.change = { status: 'UPDATING', until: call.clock.after(SECONDS_TO_RESHARD) };
}
