import type { AwsService } from '@/lib/aws/service';
import { permissions } from './permissions';
import { probes } from './probe';
import { readers } from './readers';

const source = 'lib/trial/parcel/sandbox';

export const service = {
  serviceId: 'Parcel',
  order: 90,
  rates: {
    ListQueues: { perSecond: 10 },
    DescribeQueue: { perSecond: 10 },
    GetQueuePolicy: { perSecond: 5 },
    PutQueuePolicy: { perSecond: 2 },
    DeleteQueuePolicy: { perSecond: 2 },
    AddForwarder: { perSecond: 2 },
    RemoveForwarder: { perSecond: 2 },
    ListForwarders: { perSecond: 5 },
  },
  faults: [
    { means: 'unready', text: /cannot be assumed by parcel|cannot perform parcel:/, source },
    { means: 'unready', text: /invalid principal in policy/i, source },
  ],
  permissions,
  probes,
  readers,
} satisfies AwsService;
