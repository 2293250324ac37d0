export { service as cloudwatch } from './cloudwatch/service';
export { service as dynamodb } from './dynamodb/service';
export { service as dynamodbStreams } from './dynamodb/streams-service';
export { service as iam } from './iam/service';
export { service as kinesis } from './kinesis/service';
export { service as kms } from './kms/service';
export { service as lambda } from './lambda/service';
export { service as logs } from './logs/service';
