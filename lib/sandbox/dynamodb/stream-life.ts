import { randomBytes } from 'node:crypto';
import type { StreamViewType } from '@aws-sdk/client-dynamodb';
import type { StreamStatus } from '@aws-sdk/client-dynamodb-streams';
import type { Call } from '../service';
import type { World } from '../world';
import { arnOf } from './arn';
import { dynamoState, type Shard, type Table, type TableStream } from './dynamodb-state';
import { noPolicy } from './resource-policy-state';

const HOUR = 3_600_000;
/** So long records are kept, and a stream that was switched off. */
const RETENTION = 24 * HOUR;
/** About as long as AWS keeps a shard open. */
const SHARD_LIFE = 4 * HOUR;
/** More than this a shard of a practice account does not hold. */
const MOST_RECORDS = 5000;
const SEQUENCES_A_MILLISECOND = 10n ** 8n;

export function isOn({ disabledAt }: TableStream): boolean {
  return disabledAt === undefined;
}

export function streamStatus({ enabledAt, disabledAt }: TableStream, now: number): StreamStatus {
  if (disabledAt !== undefined) return now < disabledAt ? 'DISABLING' : 'DISABLED';
  return now < enabledAt ? 'ENABLING' : 'ENABLED';
}

/** Switches a stream on: a new one under a label of its own, whatever the table had before. */
export function openStream(table: Table, viewType: StreamViewType, enabledAt: number, call: Call): TableStream {
  const { streams } = dynamoState(call.world, table.accountId, table.region);
  const { name, accountId, region } = table;
  let createdAt = call.clock.now();
  const arnAt = (time: number) => arnOf({ region, accountId, table: name, label: labelOf(time) });
  while (streams.has(arnAt(createdAt))) createdAt += 1;
  const stream: TableStream = {
    arn: arnAt(createdAt),
    label: labelOf(createdAt),
    tableName: name,
    accountId,
    region,
    createdAt,
    viewType,
    keySchema: table.keySchema,
    enabledAt,
    keyArn: table.keyArn,
    shards: [],
    lastSequenceNumber: (BigInt(createdAt) * SEQUENCES_A_MILLISECOND).toString(),
    policy: noPolicy(),
  };
  stream.shards.push(newShard(stream, createdAt));
  streams.set(stream.arn, stream);
  table.latestStreamArn = stream.arn;
  return stream;
}

/** Switches a stream off. What is in it stays readable for a day. */
export function closeStream(stream: TableStream, disabledAt: number, now: number): void {
  stream.disabledAt = disabledAt;
  for (const shard of stream.shards) close(shard, stream, now);
}

/** The streams of one account and Region as they are now: rolled, trimmed, and without those that are gone. */
export function streamsOf(world: World, place: { accountId: string; region: string }, now: number): TableStream[] {
  const { streams } = dynamoState(world, place.accountId, place.region);
  return [...streams.keys()].sort().flatMap((arn) => streamByArn(world, { ...place, arn }, now) ?? []);
}

export function streamByArn(
  world: World,
  { accountId, region, arn }: { accountId: string; region: string; arn: string },
  now: number,
): TableStream | undefined {
  const { streams } = dynamoState(world, accountId, region);
  const stream = streams.get(arn);
  if (!stream) return undefined;
  if (stream.disabledAt !== undefined && now >= stream.disabledAt + RETENTION) {
    streams.delete(arn);
    return undefined;
  }
  roll(stream, now);
  trim(stream, now);
  return stream;
}

export function openShard({ shards }: TableStream): Shard | undefined {
  return shards.find(({ closed }) => !closed);
}

export function nextSequenceNumber(stream: TableStream): string {
  stream.lastSequenceNumber = (BigInt(stream.lastSequenceNumber) + 1n).toString();
  return stream.lastSequenceNumber;
}

/** Closes a shard that has been open for its time, and opens its child. */
function roll(stream: TableStream, now: number): void {
  const shard = openShard(stream);
  if (!shard || !isOn(stream) || now < shard.createdAt + SHARD_LIFE) return;
  close(shard, stream, now);
  stream.shards.push(newShard(stream, now, shard));
}

/** Drops records of more than a day, and closed shards that were closed so long ago. */
function trim(stream: TableStream, now: number): void {
  const horizon = now - RETENTION;
  for (const shard of stream.shards) {
    const { records } = shard;
    const kept = records.findIndex(({ at }, index) => at >= horizon && records.length - index <= MOST_RECORDS);
    const gone = records.splice(0, kept === -1 ? records.length : kept);
    const last = gone.at(-1);
    if (last) shard.trimmedTo = last.sequenceNumber;
  }
  stream.shards = stream.shards.filter(({ closed }) => !closed || closed.at >= horizon);
}

function close(shard: Shard, stream: TableStream, now: number): void {
  shard.closed ??= { at: now, lastSequenceNumber: stream.lastSequenceNumber };
}

function newShard(stream: TableStream, now: number, parent?: Shard): Shard {
  const random = randomBytes(4).toString('hex');
  return {
    id: `shardId-${String(now).padStart(20, '0')}-${random}`,
    ...(parent ? { parentId: parent.id } : {}),
    before: stream.lastSequenceNumber,
    createdAt: now,
    records: [],
    readers: new Map(),
  };
}

/** `2026-01-31T12:00:00.000` */
function labelOf(time: number): string {
  return new Date(time).toISOString().slice(0, -1);
}
