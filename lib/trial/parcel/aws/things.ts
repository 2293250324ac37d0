import type { Thing } from '@/lib/aws/thing';

export const queue: Thing = {
  pattern: ({ partition, accountId }) => `arn:${partition}:parcel:*:${accountId}:queue/*`,
  none: ({ partition, accountId, region }) => `arn:${partition}:parcel:${region}:${accountId}:queue/tributary-check`,
};
