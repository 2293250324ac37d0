export { calls as dynamodb } from './dynamodb';
export { calls as iam } from './iam';
export { calls as kinesis } from './kinesis';
export { calls as kms } from './kms';
export { calls as lambda } from './lambda';
