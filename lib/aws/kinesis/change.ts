import { deregisterConsumer, registerConsumer } from './change-consumer';
import { deleteResourcePolicy, putResourcePolicy } from './change-policy';

export const performers = {
  'kinesis:PutResourcePolicy': putResourcePolicy,
  'kinesis:DeleteResourcePolicy': deleteResourcePolicy,
  'kinesis:RegisterStreamConsumer': registerConsumer,
  'kinesis:DeregisterStreamConsumer': deregisterConsumer,
};
