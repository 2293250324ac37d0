import { Fault } from '@/lib/sandbox/service';
import { type Administrators, producer } from './administrators';

type Api = {
  service: string;
  /** The member that names what the policy is on. */
  on: string;
  read: string;
  write: string;
  /** Absent where AWS lets nobody leave it without a policy. */
  delete?: string;
  /** What anybody may be let do. */
  action: (arn: string) => string;
};

const ofResources = { read: 'GetResourcePolicy', write: 'PutResourcePolicy', delete: 'DeleteResourcePolicy' };

const apis: Record<string, Api> = {
  kinesis: {
    ...ofResources,
    service: 'kinesis',
    on: 'ResourceARN',
    action: (arn) => `kinesis:Describe${arn.includes('/consumer/') ? 'StreamConsumer' : 'Stream'}`,
  },
  dynamodb: { ...ofResources, service: 'dynamodb', on: 'ResourceArn', action: () => 'dynamodb:DescribeStream' },
  kms: { service: 'kms', on: 'KeyId', read: 'GetKeyPolicy', write: 'PutKeyPolicy', action: () => 'kms:DescribeKey' },
};

/** The API that has the policy of an ARN. */
export function apiOf(arn: string): Api {
  return apis[arn.split(':')[2] ?? ''] as Api;
}

/** An empty one where there is none. */
export async function readPolicy(admin: Administrators, arn: string): Promise<string> {
  const { service, on, read } = apiOf(arn);
  try {
    return (await admin.ask<{ Policy: string }>(producer, `${service}:${read}`, { [on]: arn })).Policy;
  } catch (error) {
    if (error instanceof Fault && error.code === 'PolicyNotFoundException') return '{}';
    throw error;
  }
}

/** Writes a policy, or takes it away where AWS lets anybody. */
export async function writePolicy(admin: Administrators, arn: string, Policy: string | null): Promise<void> {
  const api = apiOf(arn);
  const operation = Policy === null ? api.delete : api.write;
  if (operation === undefined) return;
  await admin.ask(producer, `${api.service}:${operation}`, { [api.on]: arn, ...(Policy === null ? {} : { Policy }) });
}
