import type { ProbeFinds, ProbesOf } from '@/lib/aws/probe';
import type { Session } from '@/lib/aws/session/session';
import { ParcelClient } from './client';
import type { permissions } from './permissions';
import { queue } from './things';

const parcel = (session: Session) => session.client(ParcelClient);

export const probes: ProbesOf<typeof permissions> = {
  'parcel:ListQueues': {
    finds: [queue],
    async call(session): Promise<ProbeFinds> {
      const { Queues } = await parcel(session).ask<{ Queues: { QueueArn: string }[] }>('ListQueues');
      return Queues.slice(0, 1).map(({ QueueArn }) => [queue, QueueArn]);
    },
  },
  'parcel:ListForwarders': { call: (session) => parcel(session).ask('ListForwarders') },
  'parcel:DescribeQueue': {
    on: queue,
    call: (session, QueueArn) => parcel(session).ask('DescribeQueue', { QueueArn }),
  },
  'parcel:GetQueuePolicy': {
    on: queue,
    call: (session, QueueArn) => parcel(session).ask('GetQueuePolicy', { QueueArn }),
  },
};
