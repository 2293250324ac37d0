import type { PolicyThing } from '../policy-thing';

export const lambdaFunction: PolicyThing = {
  pattern: ({ partition, accountId }) => `arn:${partition}:lambda:*:${accountId}:function:*`,
  none: ({ partition, accountId, region }) => `arn:${partition}:lambda:${region}:${accountId}:function:tributary-check`,
};
