import type { DescribeStreamOutput, ListShardsOutput, Shard } from '@aws-sdk/client-kinesis';
import type { Poll } from '../../lambda/event-source';
import type { RoleSession } from '../../lambda/execution-role';
import type { ShardPosition } from '../../lambda/lambda-state';
import { isDrained } from '../../lambda/shard-positions';

const refreshSeconds = 10;
const leastRefreshSeconds = 5;

/**
 * Learns of the stream's retention and of shards that are new since, and forgets those that are gone and read. Each
 * time `inspect` looks at what the mapping reads the stream through, if anything.
 */
export async function refreshShards(poll: Poll, StreamARN: string, inspect?: () => Promise<unknown>): Promise<void> {
  const { mapping, clock, role } = poll;
  const first = mapping.shards.size === 0;
  const every = Math.max(leastRefreshSeconds, refreshSeconds * clock.scale) * 1000;
  if (!first && clock.now() - mapping.shardsListedAt < every) return;
  await inspect?.();
  const input = { StreamARN, Limit: 1 };
  const described = (await role.call('kinesis', 'DescribeStream', input)) as DescribeStreamOutput;
  mapping.retentionHours = described.StreamDescription?.RetentionPeriodHours ?? mapping.retentionHours;
  const listed = await listShards(role, StreamARN);
  for (const shard of listed) {
    const shardId = shard.ShardId ?? '';
    if (!mapping.shards.has(shardId)) mapping.shards.set(shardId, newPosition(shard, first, poll));
  }
  const present = new Set(listed.map((shard) => shard.ShardId));
  for (const [shardId, position] of mapping.shards) {
    if (!present.has(shardId) && isDrained(position)) mapping.shards.delete(shardId);
  }
  mapping.shardsListedAt = clock.now();
}

/** The stream's first shard, asked for as Lambda does when it tries a role. */
export async function firstShard(role: RoleSession, streamArn: string): Promise<string | undefined> {
  const kinesis = (operation: string, input: object) => role.call('kinesis', operation, input);
  await kinesis('DescribeStream', { StreamARN: streamArn, Limit: 1 });
  await kinesis('DescribeStreamSummary', { StreamARN: streamArn });
  await kinesis('ListStreams', { Limit: 1 });
  const { Shards } = (await kinesis('ListShards', { StreamARN: streamArn, MaxResults: 1 })) as ListShardsOutput;
  return Shards?.[0]?.ShardId;
}

async function listShards(role: RoleSession, StreamARN: string): Promise<Shard[]> {
  const shards: Shard[] = [];
  let next: string | undefined;
  do {
    const input = next ? { NextToken: next } : { StreamARN };
    const answer = (await role.call('kinesis', 'ListShards', input)) as ListShardsOutput;
    shards.push(...(answer.Shards ?? []));
    next = answer.NextToken;
  } while (next);
  return shards;
}

function newPosition(shard: Shard, first: boolean, { mapping }: Poll): ShardPosition {
  return {
    shardId: shard.ShardId ?? '',
    parents: [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined),
    // A shard that comes later is read whole: nothing in it was there when the mapping started.
    start: first
      ? { type: mapping.startingPosition, timestamp: mapping.startingTimestamp }
      : { type: 'TRIM_HORIZON', timestamp: null },
    iterator: null,
    sequenceNumber: null,
    exhausted: false,
    lanes: [],
  };
}
