import { functionRole } from '@/lib/aws/iam/things';
import type { Permissions } from '@/lib/aws/permission';
import { queue } from './things';

export const permissions = {
  reads: [
    { action: 'parcel:ListQueues', on: '*', group: 'Lists' },
    { action: 'parcel:ListForwarders', on: '*', group: 'Lists' },
    { action: 'parcel:DescribeQueue', on: queue, group: 'Queues' },
    { action: 'parcel:GetQueuePolicy', on: queue, group: 'Queues' },
  ],
  writes: [
    { action: 'parcel:PutQueuePolicy', on: queue, group: 'ShareQueues' },
    { action: 'parcel:DeleteQueuePolicy', on: queue, group: 'ShareQueues' },
    { action: 'parcel:AddForwarder', on: queue, group: 'ShareQueues' },
    { action: 'parcel:RemoveForwarder', on: queue, group: 'ShareQueues' },
    {
      action: 'iam:PassRole',
      on: functionRole,
      group: 'ForwarderRoles',
      condition: { StringEquals: { 'iam:PassedToService': 'parcel.amazonaws.com' } },
      indirect: true,
    },
  ],
} as const satisfies Permissions;
