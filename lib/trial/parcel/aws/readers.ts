import { byArn, type Detail, type Lister, type Reader } from '@/lib/aws/reader';
import type { Forwarder, Queue } from '../resource/parcel';
import { forwarderOf } from '../resource/parcel-arn';
import { listQueues, readForwarder, readForwarders, readQueue, readQueuePolicy } from './read';

const policy: Detail<Queue> = {
  fields: ['policy'],
  read: async (session, arn, taken) => taken({ policy: await readQueuePolicy(session, arn) }),
};

const queue: Reader<Queue> & Lister<Queue> = {
  read: byArn(readQueue),
  list: (session) => listQueues(session),
  details: { policy },
};

const forwarder: Reader<Forwarder> & Lister<Forwarder> = {
  read: byArn((session, arn) => readForwarder(session, arn, forwarderOf(arn).queueArn)),
  async *list(session) {
    yield await readForwarders(session);
  },
};

export const readers = { 'parcel-queue': queue, 'parcel-forwarder': forwarder };
