import type { ConsumerStatus } from '@aws-sdk/client-kinesis';
import type { World } from '../world';
import { type Consumer, kinesisState, type Stream } from './kinesis-state';

export function consumerStatus(consumer: Consumer, now: number): ConsumerStatus {
  return consumer.change && now < consumer.change.until ? consumer.change.status : 'ACTIVE';
}

/** The consumers of a stream by name, without those whose deregistration has completed. */
export function consumersOf(stream: Stream, now: number): Consumer[] {
  for (const [name, { change }] of stream.consumers) {
    if (change?.status === 'DELETING' && now >= change.until) stream.consumers.delete(name);
  }
  return [...stream.consumers.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The ARN without the second of registration: what a permission is about when a consumer is asked for by its name. */
export function undatedArn(streamArn: string, name: string): string {
  return `${streamArn}/consumer/${name}`;
}

/** Two registrations of one name never share a second, so that no ARN ever comes back. */
export function nextCreation(world: World, stream: Stream, name: string, now: number): number {
  const { lastRegistered } = kinesisState(world, stream.accountId, stream.region);
  const arn = undatedArn(stream.arn, name);
  const second = Math.max(Math.floor(now / 1000), (lastRegistered.get(arn) ?? 0) + 1);
  lastRegistered.set(arn, second);
  return second * 1000;
}
