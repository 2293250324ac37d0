import type { PolicyThing } from '../policy-thing';

export const stream: PolicyThing = {
  pattern: ({ partition, accountId }) => `arn:${partition}:kinesis:*:${accountId}:stream/*`,
  none: ({ partition, accountId, region }) => `arn:${partition}:kinesis:${region}:${accountId}:stream/tributary-check`,
};

/** A registered consumer, whose ARN begins with its stream's. */
export const consumer: PolicyThing = { pattern: stream.pattern, none: (place) => consumerOf(stream.none(place)) };

/** The ARN of a consumer that nobody has. */
export function consumerOf(streamArn: string): string {
  return `${streamArn}/consumer/tributary-check:1`;
}
