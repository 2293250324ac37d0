import type { StreamStatus } from '@aws-sdk/client-kinesis';
import type { World } from '../world';
import { kinesisState, type Stream } from './kinesis-state';

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
