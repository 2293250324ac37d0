export { performers as dynamodb } from '../dynamodb/change';
export { performers as iam } from '../iam/change';
export { performers as kinesis } from '../kinesis/change';
export { performers as kms } from '../kms/change';
export { performers as lambda } from '../lambda/change';
