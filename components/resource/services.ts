export * as dynamodb from './dynamodb';
export * as iam from './iam';
export * as kinesis from './kinesis';
export * as kms from './kms';
export * as lambda from './lambda';
