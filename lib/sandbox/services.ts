// One line for each service that the practice accounts serve beside IAM and STS.
export { cloudwatch } from './cloudwatch/cloudwatch';
export { dynamodb } from './dynamodb/dynamodb';
export { kinesis } from './kinesis/kinesis';
export { kms } from './kms/kms';
export { lambda } from './lambda/lambda';
export { logs } from './logs/logs';
