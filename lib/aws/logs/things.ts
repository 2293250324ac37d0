import type { Place, PolicyThing } from '../policy-thing';

/** The group that a function writes to unless it is told otherwise. */
const name = '/aws/lambda/tributary-check';

export const logGroup: PolicyThing = {
  pattern: ({ partition, accountId }) => `arn:${partition}:logs:*:${accountId}:log-group:/aws/lambda/*`,
  none: ({ partition, region, accountId }: Place) => `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`,
};

/** A group by its name, which is all that some calls take. */
export const logGroupName: PolicyThing = { pattern: logGroup.pattern, none: () => name };
