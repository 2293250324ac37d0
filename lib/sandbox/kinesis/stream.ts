import type { StreamStatus } from '@aws-sdk/client-kinesis';
import { stateOf, type World } from '../world';
import type { Consumer } from './consumer';
import type { KeyChange } from './encryption';
import type { Shard } from './shard';

/** A data stream as its owner's account keeps it. Times are epoch milliseconds. */
export type Stream = {
  name: string;
  arn: string;
  accountId: string;
  region: string;
  createdAt: number;
  /** A change under way. Once `until` has passed the stream is ACTIVE, or gone if it was being deleted. */
  change?: { status: Exclude<StreamStatus, 'ACTIVE'>; until: number };
  mode: 'PROVISIONED' | 'ON_DEMAND';
  shards: Shard[];
  retentionHours: number;
  tags: Record<string, string>;
  /** By name. */
  consumers: Map<string, Consumer>;
  /** As stored: role ARNs replaced by the unique ids of the roles. */
  policy?: string;
  /** Oldest first; only what still counts. */
  keyChanges: KeyChange[];
  /** Counts records over all shards: part of their sequence numbers. */
  recordsPut: number;
};

export type KinesisState = {
  streams: Map<string, Stream>;
  /** The second in which a consumer was last registered, by its ARN without one: kept when stream and consumer go. */
  lastRegistered: Map<string, number>;
};

export function kinesisState(world: World, accountId: string, region: string): KinesisState {
  return stateOf(world, 'kinesis', accountId, region, () => ({ streams: new Map(), lastRegistered: new Map() }));
}

export function statusOf(stream: Stream, now: number): StreamStatus {
  return stream.change && now < stream.change.until ? stream.change.status : 'ACTIVE';
}

/** The streams of one account and Region by name, without those whose deletion has completed. */
export function streamsOf(world: World, accountId: string, region: string, now: number): Stream[] {
  const { streams } = kinesisState(world, accountId, region);
  const present = [...streams.keys()].flatMap((name) => streamNamed(world, { accountId, region, name }, now) ?? []);
  return present.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function streamNamed(
  world: World,
  { accountId, region, name }: Pick<Stream, 'accountId' | 'region' | 'name'>,
  now: number,
): Stream | undefined {
  const { streams } = kinesisState(world, accountId, region);
  const stream = streams.get(name);
  const gone = stream?.change?.status === 'DELETING' && now >= stream.change.until;
  if (gone) streams.delete(name);
  return gone ? undefined : stream;
}

export function streamArn(region: string, accountId: string, name: string): string {
  return `arn:aws:kinesis:${region}:${accountId}:stream/${name}`;
}
