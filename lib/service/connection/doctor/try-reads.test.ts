import { expect, it } from 'vitest';
import type { PolicyThing } from '@/lib/aws/policy-thing';
import type { ProbeFinds } from '@/lib/aws/probe';
import type { AwsService } from '@/lib/aws/service';
import type { Session } from '@/lib/aws/session/session';
import { tryReads } from './try-reads';

const session = { principalArn: 'arn:aws:sts::111122223333:assumed-role/operator/tributary-read' } as Session;
const place = {
  partition: 'aws',
  accountId: '111122223333',
  region: 'eu-west-1',
  roleArn: 'arn:aws:iam::111122223333:role/operator',
  executionPolicies: [],
};
const thing = (name: string): PolicyThing => ({ pattern: () => '*', none: ({ region }) => `no ${name} in ${region}` });
const queue = thing('queue');
const key = thing('key');

const refused = Object.assign(new Error('no'), { name: 'AccessDenied' });

function service(serviceId: string, probes: AwsService['probes']): AwsService {
  return { serviceId, order: 0, permissions: { reads: [] }, probes };
}

it('tries a read on what a read of another service found', async () => {
  const calls: string[] = [];
  const keys = service('KMS', { 'kms:DescribeKey': { on: key, call: async (_, on) => calls.push(on) } });
  const queues = service('SQS', {
    'sqs:GetQueueAttributes': {
      on: queue,
      finds: [key],
      call: async (_, on): Promise<ProbeFinds> => [[key, `key of ${on}`]],
    },
    'sqs:ListQueues': { finds: [queue], call: async (): Promise<ProbeFinds> => [[queue, 'orders']] },
  });
  const { tried, sample } = await tryReads(session, [keys, queues], { place, found: new Map() });
  expect(tried.map(({ action, on }) => [action, on])).toEqual([
    ['kms:DescribeKey', 'key of orders'],
    ['sqs:GetQueueAttributes', 'orders'],
    ['sqs:ListQueues', ''],
  ]);
  expect(calls).toEqual(['key of orders']);
  expect([...sample.found.values()].sort()).toEqual(['key of orders', 'orders']);
});

it('tries a read on something that is not there where the list may not be read', async () => {
  const queues = service('SQS', {
    'sqs:ListQueues': { finds: [queue], call: (): Promise<ProbeFinds> => Promise.reject(refused) },
    'sqs:GetQueueAttributes': { on: queue, call: async () => 'answered' },
  });
  const { tried } = await tryReads(session, [queues], { place, found: new Map() });
  expect(tried.map(({ on, read }) => [on, read.state])).toEqual([
    ['', 'refused'],
    ['no queue in eu-west-1', 'known'],
  ]);
  expect(JSON.stringify(tried)).not.toContain('answered');
});
