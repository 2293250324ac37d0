import type { Read } from '@/lib/wiring/read';
import { onlyPolicy } from '@/lib/wiring/resource/only-policy';
import type { Listing, Pulse, Resource } from '@/lib/wiring/resource/resource';
import type { PutQueuePolicy, QueuePolicyCall } from '../call/parcel';
import { outside } from '../outside';
import { forwarderArn, forwarderOf, queueName } from './parcel-arn';

export type Queue = {
  is: 'parcel-queue';
  arn: string;
  name: string;
  accountId: string;
  region: string;
  connectionId: string;
  /** As the service says it: ACTIVE. */
  status: string;
  createdAt: string | null;
  /** `absent` when there is none. */
  policy: Read<string>;
};

/** Moves parcels of its queue into another, as a role. `status` and `lastResult` are the service's words. */
export type Forwarder = {
  is: 'parcel-forwarder';
  arn: string;
  name: string;
  accountId: string;
  region: string;
  connectionId: string;
  queueArn: string;
  targetArn: string;
  roleArn: string;
  status: string;
  lastResult: string;
  createdAt: string | null;
};

const queue: Resource<Queue, Listing> = {
  arn: { service: 'parcel', resource: /^queue\/[\w-]+$/ },
  name: queueName,
  stable: (arn) => arn,
  nameless: ({ partition, region, accountId }) => `arn:${partition}:parcel:${region}:${accountId}:queue/-`,
  documents: {
    resource: {
      as: 'resource',
      name: 'queue-policy',
      texts: ({ policy }) => onlyPolicy('queue-policy', policy),
      unread: outside('queue-policy-read'),
      writing: {
        whole: {
          mostBytes: 10_240,
          resource: 'arn',
          call: ({ arn, before, after }) => outside(policyCall(arn, before, after)),
        },
      },
    },
  },
  gone: () => ({ code: outside('queue-gone') }),
  endGone: outside('queue-gone'),
  problems: { absent: outside('queue-gone') },
  inUse: (arn) => ({ code: outside('queue-in-use'), values: { queue: queueName(arn) } }),
  listing: { in: 'sources', name: 'queues' },
  kept: {
    statements: (arn, values) => ({ key: outside('keeps.queue-statements'), values: of(arn, values) }),
    unread: (arn) => ({ key: outside('keeps.queue-unread'), values: of(arn) }),
    unparsed: (arn) => ({ key: outside('keeps.queue-unparsed'), values: of(arn) }),
    shared: (arn, values) => ({ key: outside('keeps.queue-shared'), values: of(arn, values) }),
  },
  ungranted: (arn) => ({ code: outside('queue-ungranted'), values: of(arn) }),
};

const forwarder: Resource<Forwarder, Listing> = {
  arn: { service: 'parcel', resource: /^forwarder\/[\w-]+\/[\w-]+$/ },
  name: (arn) => forwarderOf(arn).name,
  stable: (arn) => arn,
  nameless: ({ partition, region, accountId }) => `arn:${partition}:parcel:${region}:${accountId}:forwarder/-/-`,
  foretold: ({ queue: arn = '', name = '' }) => forwarderArn(arn, name),
  documents: {},
  gone: () => ({ code: outside('forwarder-gone') }),
  listing: { in: 'things', name: 'forwarders' },
  inUse: (arn) => ({ code: outside('forwarder-in-use'), values: { forwarder: forwarderOf(arn).name } }),
  pulse,
  kept: {
    'in-use': (arn) => ({ key: outside('keeps.forwarder-in-use'), values: { forwarder: forwarderOf(arn).name } }),
    'of-others': (arn) => ({ key: outside('keeps.forwarder-of-others'), values: { forwarder: forwarderOf(arn).name } }),
  },
};

function of(arn: string, values: Record<string, string | number> = {}): Record<string, string | number> {
  return { ...values, queue: queueName(arn) };
}

function policyCall(queueArn: string, expected: string | null, policy: string | null): QueuePolicyCall {
  if (policy === null) return { call: 'parcel:DeleteQueuePolicy', queueArn, expected: expected ?? '' };
  return { call: 'parcel:PutQueuePolicy', queueArn, policy, expected } satisfies PutQueuePolicy;
}

function pulse({ status, lastResult }: Forwarder): Pulse {
  if (status !== 'ACTIVE') return { phase: 'changing', code: outside('forwarder-changing'), values: { status } };
  if (lastResult.startsWith('PROBLEM')) {
    return { phase: 'running', result: 'problem', code: outside('forwarder-problem') };
  }
  return lastResult === 'OK'
    ? { phase: 'running', result: 'flowing', code: 'flowing' }
    : { phase: 'running', result: 'idle', code: 'idle' };
}

export const resources = { 'parcel-queue': queue, 'parcel-forwarder': forwarder };
