import type { Arn } from '../arn';

/** Things that no room has: places where failed batches go, and what a person may paste by mistake. */
const others: readonly [id: string, service: string, resource: RegExp][] = [
  ['msk-cluster', 'kafka', /^cluster\/[^/]+\/[^/]+$/],
  ['msk-vpc-connection', 'kafka', /^vpc-connection\/\d{12}\/[^/]+\/[^/]+$/],
  ['iam-user', 'iam', /^user\/([\x21-\x7e]+\/)?[\w+=,.@-]+$/],
  ['role-session', 'sts', /^assumed-role\/[^/]+\/[^/]+$/],
  ['sqs-queue', 'sqs', /^[\w-]+(\.fifo)?$/],
  ['sns-topic', 'sns', /^[\w-]+(\.fifo)?$/],
  ['s3-bucket', 's3', /^[a-z0-9.-]+$/],
];

/** Which of them an ARN names; `other` for what nobody here knows. */
export function otherThing({ service, resource }: Arn): string {
  return others.find(([, of, format]) => of === service && format.test(resource))?.[0] ?? 'other';
}
