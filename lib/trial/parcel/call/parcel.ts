import type { ArnReading, CallType, Option } from '@/lib/wiring/call/call';
import { replaced, statementsLeft, statementsTaken } from '@/lib/wiring/call/policy';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import { forwarderArn, queueName } from '../resource/parcel-arn';

type OnQueue = { queueArn: string };
type Put = OnQueue & { policy: string; expected: string | null };
type Delete = OnQueue & { expected: string };
type Forwarding = OnQueue & { name: string; targetArn: string; roleArn: string };

export type PutQueuePolicy = { call: 'parcel:PutQueuePolicy' } & Put;
export type DeleteQueuePolicy = { call: 'parcel:DeleteQueuePolicy' } & Delete;
export type QueuePolicyCall = PutQueuePolicy | DeleteQueuePolicy;
export type AddForwarder = { call: 'parcel:AddForwarder' } & Forwarding;
export type RemoveForwarder = { call: 'parcel:RemoveForwarder' } & Forwarding;

const queuePolicy = {
  values: ({ queueArn }: OnQueue) => ({ queue: queueName(queueArn) }),
  document: replaced,
  ends: () => ({}),
  locks: ({ queueArn }: OnQueue, _place: object, { stable }: ArnReading) => [stable(queueArn)],
  leaves: (input: OnQueue & { policy?: string; expected: string | null }) =>
    statementsLeft(input.queueArn, replaced(input)),
  takes: (input: OnQueue & { policy?: string; expected: string | null }) =>
    statementsTaken(input.queueArn, replaced(input)),
  namesPrincipals: true as const,
};

const putQueuePolicy: CallType<Put> = {
  ...queuePolicy,
  cli: ({ queueArn, policy, expected }) => ({
    verb: 'put-queue-policy',
    options: [
      ['queue-arn', queueArn],
      ['policy', policy],
      ...(expected === null ? ([['expected-revision-id', 'NO_POLICY']] as const) : []),
    ],
  }),
  template: ({ queueArn, policy, expected }) =>
    expected === null
      ? { type: 'AWS::Parcel::QueuePolicy', properties: { QueueArn: queueArn, Policy: JSON.parse(policy) } }
      : { none: 'shared-policy' },
};

const deleteQueuePolicy: CallType<Delete> = {
  ...queuePolicy,
  cli: ({ queueArn }) => ({ verb: 'delete-queue-policy', options: [['queue-arn', queueArn]] }),
  template: () => ({ none: 'removal' }),
};

function mark({ queueArn, name }: Forwarding) {
  return [{ on: forwarderArn(queueArn, name), name }];
}

function named({ queueArn, name }: Forwarding): Option[] {
  return [
    ['queue-arn', queueArn],
    ['name', name],
  ];
}

const forwarder = {
  values: ({ queueArn, name, targetArn }: Forwarding) => ({
    forwarder: name,
    queue: queueName(queueArn),
    target: queueName(targetArn),
  }),
  lines: ({ targetArn, roleArn }: Forwarding) => [
    { name: 'targetQueueArn', value: targetArn },
    { name: 'roleArn', value: roleName(roleArn) },
  ],
  ends: ({ queueArn }: Forwarding) => ({ source: queueArn }),
  locks: ({ queueArn, name }: Forwarding) => [forwarderArn(queueArn, name)],
};

const addForwarder: CallType<Forwarding> = {
  ...forwarder,
  leaves: mark,
  takes: () => [],
  settles: { withinSeconds: 60, everySeconds: 2 },
  cli: (input) => ({
    verb: 'add-forwarder',
    options: [...named(input), ['target-queue-arn', input.targetArn], ['role-arn', input.roleArn]],
  }),
  template: ({ queueArn, name, targetArn, roleArn }) => ({
    type: 'AWS::Parcel::Forwarder',
    properties: { QueueArn: queueArn, Name: name, TargetQueueArn: targetArn, RoleArn: roleArn },
  }),
};

const removeForwarder: CallType<Forwarding> = {
  ...forwarder,
  leaves: () => [],
  takes: mark,
  cli: (input) => ({ verb: 'remove-forwarder', options: named(input) }),
  template: () => ({ none: 'removal' }),
};

export const calls = {
  'parcel:PutQueuePolicy': putQueuePolicy,
  'parcel:DeleteQueuePolicy': deleteQueuePolicy,
  'parcel:AddForwarder': addForwarder,
  'parcel:RemoveForwarder': removeForwarder,
};
