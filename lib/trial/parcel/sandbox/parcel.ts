import type { Service } from '@/lib/sandbox/service';
import { forwardParcels } from './forward';
import { addForwarder, listForwarders, removeForwarder } from './forwarders';
import { landscape } from './landscape';
import { operator } from './operator';
import { receiveParcels, sendParcel } from './parcels';
import { deleteQueuePolicy, getQueuePolicy, putQueuePolicy, queuePolicies } from './queue-policy';
import { createQueue, describeQueue, listQueues } from './queues';
import { jsonSchemas } from './schemas';

const operations: Service['operations'] = {
  AddForwarder: addForwarder,
  CreateQueue: createQueue,
  DeleteQueuePolicy: deleteQueuePolicy,
  DescribeQueue: describeQueue,
  GetQueuePolicy: getQueuePolicy,
  ListForwarders: listForwarders,
  ListQueues: listQueues,
  PutQueuePolicy: putQueuePolicy,
  ReceiveParcels: receiveParcels,
  RemoveForwarder: removeForwarder,
  SendParcel: sendParcel,
};

/** A service that AWS does not have: queues of parcels, and forwarders that move them into other accounts. */
export const parcel: Service = {
  name: 'parcel',
  protocol: 'awsJson1_1',
  schemas: jsonSchemas('com.amazonaws.parcel', Object.keys(operations)),
  throttleFault: 'ThrottlingException',
  operations,
  policies: [queuePolicies],
  operator,
  landscape,
  tick: forwardParcels,
};
