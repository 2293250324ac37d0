export * as dynamodb from './dynamodb/controls';
export * as iam from './iam/controls';
export * as kinesis from './kinesis/controls';
export * as kms from './kms/controls';
