import type { PolicyThing } from '@/lib/aws/policy-thing';

export const queue: PolicyThing = {
  pattern: ({ partition, accountId }) => `arn:${partition}:parcel:*:${accountId}:queue/*`,
  none: ({ partition, accountId, region }) => `arn:${partition}:parcel:${region}:${accountId}:queue/tributary-check`,
};
