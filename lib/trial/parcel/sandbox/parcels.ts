import { onQueue } from './on-queue';

type Sent = { QueueArn: string; Body: string };
type Received = { QueueArn: string; MaxParcels?: number };

export const sendParcel = onQueue<Sent, object>(
  'SendParcel',
  100,
  (queue, { Body }) => {
    queue.parcels.push(Body);
    return {};
  },
  { effect: 'flows' },
);

/** Takes parcels off the queue: each is received once. */
export const receiveParcels = onQueue<Received, { Parcels: { Body: string }[] }>(
  'ReceiveParcels',
  100,
  (queue, { MaxParcels = 10 }) => ({ Parcels: queue.parcels.splice(0, MaxParcels).map((Body) => ({ Body })) }),
  { effect: 'flows' },
);
