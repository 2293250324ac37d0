import { Fault, type Operation } from '@/lib/sandbox/service';
import { onQueue } from './on-queue';
import { type Queue, queuesOf } from './state';

/** A queue as operations answer it. `CreatedAt` in epoch seconds. */
type QueueDescription = { Name: string; QueueArn: string; Status: 'ACTIVE'; CreatedAt: number; Forwarders: number };

export const createQueue: Operation<{ Name: string }, { QueueArn: string }> = {
  limit: () => ({ bucket: 'CreateQueue', perSecond: 5 }),
  asks: ({ Name }, { region, accountId }) => [
    { action: 'parcel:CreateQueue', resource: `arn:aws:parcel:${region}:${accountId}:queue/${Name}` },
  ],
  run: ({ Name }, { world, accountId, region, clock }) => {
    const queues = queuesOf(world, accountId, region);
    if (queues.has(Name)) throw new Fault('QueueAlreadyExistsException', `There is a queue ${Name} already.`);
    const arn = `arn:aws:parcel:${region}:${accountId}:queue/${Name}`;
    queues.set(Name, { name: Name, arn, createdAt: clock.now(), forwarders: new Map(), parcels: [] });
    return { QueueArn: arn };
  },
};

type Page = { MaxResults?: number; NextToken?: string };

const queuesAPage = 100;

export const listQueues: Operation<Page, { Queues: QueueDescription[]; NextToken?: string }> = {
  limit: () => ({ bucket: 'ListQueues', perSecond: 10 }),
  asks: () => [{ action: 'parcel:ListQueues', resource: '*' }],
  run: ({ MaxResults = queuesAPage, NextToken = '' }, { world, accountId, region }) => {
    const later = [...queuesOf(world, accountId, region).values()]
      .filter(({ name }) => name > NextToken)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const page = later.slice(0, MaxResults);
    const last = page.at(-1);
    const more = last && later.length > page.length ? { NextToken: last.name } : {};
    return { Queues: page.map(described), ...more };
  },
};

export const describeQueue = onQueue<{ QueueArn: string }, { Queue: QueueDescription }>(
  'DescribeQueue',
  10,
  (queue) => ({ Queue: described(queue) }),
);

function described({ name, arn, createdAt, forwarders }: Queue): QueueDescription {
  return { Name: name, QueueArn: arn, Status: 'ACTIVE', CreatedAt: createdAt / 1000, Forwarders: forwarders.size };
}
