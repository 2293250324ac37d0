import { ConsumerChoice } from './consumer-choice';
import { StreamEncryption } from './stream-encryption';

export const controls = { consumerName: ConsumerChoice };

export const chosen = { 'kinesis-stream': { Notice: StreamEncryption } };
