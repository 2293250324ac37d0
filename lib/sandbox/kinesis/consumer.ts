import type { ConsumerStatus } from '@aws-sdk/client-kinesis';
import type { World } from '../world';
import { kinesisState, type Stream } from './stream';

/** A registered consumer as its stream keeps it. */
export type Consumer = {
  name: string;
  /** Ends with the second it was registered in: registered anew it is another one. */
  arn: string;
  /** Epoch milliseconds of a whole second, the one in the ARN. */
  createdAt: number;
  /** A change under way. Once `until` has passed the consumer is ACTIVE, or gone if it was being deregistered. */
  change?: { status: Exclude<ConsumerStatus, 'ACTIVE'>; until: number };
  tags: Record<string, string>;
  /** As stored: role ARNs replaced by the unique ids of the roles. */
  policy?: string;
};

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
