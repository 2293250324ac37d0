import type { PolicyThing } from '../policy-thing';

/** A table, and whatever is part of one: the ARN of a stream begins with its table's. */
export const table: PolicyThing = {
  pattern: ({ partition, accountId }) => `arn:${partition}:dynamodb:*:${accountId}:table/*`,
  none: ({ partition, accountId, region }) => `arn:${partition}:dynamodb:${region}:${accountId}:table/tributary-check`,
};

/** The stream of a table, without the table itself. */
export const tableStream: PolicyThing = {
  pattern: ({ partition, accountId }) => `arn:${partition}:dynamodb:*:${accountId}:table/*/stream/*`,
  none: (place) => `${table.none(place)}/stream/2026-01-01T00:00:00.000`,
};
