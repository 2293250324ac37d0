// One line for each type of source that a mapping can read.
export { stream as dynamodbStream } from '../dynamodb/event-source/stream';
export { registeredConsumer as kinesisConsumer } from '../kinesis/event-source/registered-consumer';
export { stream as kinesisStream } from '../kinesis/event-source/stream';
