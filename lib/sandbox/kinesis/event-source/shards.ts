import type { DescribeStreamOutput, ListShardsOutput, Shard } from '@aws-sdk/client-kinesis';
import type { Poll } from '../../lambda/event-source';
import type { RoleSession } from '../../lambda/execution-role';
import type { ShardPosition } from '../../lambda/lambda-state';
import { isDrained, isListingDue, newPosition } from '../../lambda/shard-positions';

/**
 * Learns of the stream's retention and of shards that are new since, and forgets those that are gone and read. Each
 * time `inspect` looks at what the mapping reads the stream through, if anything.
 */
export async function refreshShards(poll: Poll, StreamARN: string, inspect?: () => Promise<unknown>): Promise<void> {
  const { mapping, clock, role } = poll;
  if (!isListingDue(poll)) return;
  const first = mapping.shards.size === 0;
  await inspect?.();
  const input = { StreamARN, Limit: 1 };
  const described = (await role.call('kinesis', 'DescribeStream', input)) as DescribeStreamOutput;
  mapping.retentionHours = described.StreamDescription?.RetentionPeriodHours ?? mapping.retentionHours;
  const listed = await listShards(role, StreamARN);
  for (const shard of listed) {
    const shardId = shard.ShardId ?? '';
    if (!mapping.shards.has(shardId)) mapping.shards.set(shardId, positionIn(shard, first, poll));
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

function positionIn(shard: Shard, first: boolean, { mapping }: Poll): ShardPosition {
  const parents = [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined);
  // A shard that comes later is read whole: nothing in it was there when the mapping started.
  return first
    ? newPosition(shard.ShardId ?? '', parents, {
        type: mapping.startingPosition,
        timestamp: mapping.startingTimestamp,
      })
    : newPosition(shard.ShardId ?? '', parents, { type: 'TRIM_HORIZON', timestamp: null });
}
