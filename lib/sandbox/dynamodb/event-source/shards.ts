import type { DescribeStreamOutput, Shard } from '@aws-sdk/client-dynamodb-streams';
import type { Poll } from '../../lambda/event-source';
import type { RoleSession } from '../../lambda/execution-role';
import { isDrained, isListingDue, newPosition } from '../../lambda/shard-positions';

/** Learns of shards that are new since, and forgets those that are gone and read. */
export async function refreshShards(poll: Poll): Promise<void> {
  if (!isListingDue(poll)) return;
  const { mapping, clock, role } = poll;
  const first = mapping.shards.size === 0;
  const listed = await listShards(role, mapping.sourceArn);
  for (const shard of listed) {
    const shardId = shard.ShardId ?? '';
    // A shard that comes later is read whole: nothing in it was there when the mapping started.
    const type = first ? mapping.startingPosition : 'TRIM_HORIZON';
    const parents = [shard.ParentShardId ?? []].flat();
    if (!mapping.shards.has(shardId)) {
      mapping.shards.set(shardId, newPosition(shardId, parents, { type, timestamp: null }));
    }
  }
  const present = new Set(listed.map((shard) => shard.ShardId));
  for (const [shardId, position] of mapping.shards) {
    if (present.has(shardId)) continue;
    // Whatever was not read of it is lost.
    position.exhausted = true;
    if (isDrained(position)) mapping.shards.delete(shardId);
  }
  mapping.shardsListedAt = clock.now();
}

async function listShards(role: RoleSession, StreamArn: string): Promise<Shard[]> {
  const shards: Shard[] = [];
  let ExclusiveStartShardId: string | undefined;
  do {
    const input = { StreamArn, ...(ExclusiveStartShardId ? { ExclusiveStartShardId } : {}) };
    const { StreamDescription } = (await role.call('dynamodb', 'DescribeStream', input)) as DescribeStreamOutput;
    shards.push(...(StreamDescription?.Shards ?? []));
    ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId;
  } while (ExclusiveStartShardId);
  return shards;
}
