export { resources as dynamodb } from './dynamodb';
export { resources as iam } from './iam';
export { resources as kinesis } from './kinesis';
export { resources as kms } from './kms';
export { resources as lambda } from './lambda';
