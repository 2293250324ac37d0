import type { PolicyThing } from '../policy-thing';

/** A customer-managed key, by its ID, ARN or alias. */
export const key: PolicyThing = {
  pattern: ({ partition, accountId }) => `arn:${partition}:kms:*:${accountId}:key/*`,
  none: ({ partition, accountId, region }) =>
    `arn:${partition}:kms:${region}:${accountId}:key/00000000-0000-4000-8000-000000000000`,
};
