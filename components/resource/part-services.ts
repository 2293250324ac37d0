export { parts as dynamodb } from './dynamodb/parts';
export { parts as iam } from './iam/parts';
export { parts as kinesis } from './kinesis/parts';
export { parts as kms } from './kms/parts';
export { parts as lambda } from './lambda/parts';
