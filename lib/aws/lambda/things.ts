import type { Thing } from '../thing';

export const lambdaFunction: Thing = {
  pattern: ({ partition, accountId }) => `arn:${partition}:lambda:*:${accountId}:function:*`,
  none: ({ partition, accountId, region }) => `arn:${partition}:lambda:${region}:${accountId}:function:tributary-check`,
};
