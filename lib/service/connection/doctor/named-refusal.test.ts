import { expect, test } from 'vitest';
import { refusalOf } from '@/lib/aws/session/refusal';
import type { Attempt } from '@/lib/aws/sts/attempt';
import type { Hub } from '@/lib/aws/sts/hub';
import type { Assumed } from '@/lib/aws/sts/try-role';
import { aConnection } from '@/lib/trial/fixture/a-connection';
import { refusedAround } from './named-refusal';
import { lengthRefused } from './session-length';

const connection = aConnection({ regions: ['eu-west-1'] });

const hub: Hub = {
  arn: 'arn:aws:sts::999999999999:assumed-role/hub/i-1',
  accountId: '999999999999',
  partition: 'aws',
  principals: ['arn:aws:iam::999999999999:role/tributary/hub'],
  uniqueId: 'AROAHUB00000000000001',
  isRole: true,
};

const attempt: Attempt<Assumed> = { read: { state: 'absent', at: '' }, code: null, aheadSeconds: 0 };
const refused = { connection, hub, region: 'eu-west-1', right: attempt, none: attempt, wrong: attempt };
const start = `User: ${hub.arn} is not authorized to perform: sts:AssumeRole on resource: ${connection.roleArn}`;

test.each([
  ['with an explicit deny in a service control policy', 'scpForbids', '999999999999', '–'],
  [
    'with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-x/service_control_policy/p-1',
    'scpForbids',
    '999999999999',
    'arn:aws:organizations::1:policy/o-x/service_control_policy/p-1',
  ],
  [
    'with an explicit deny in a resource control policy: arn:aws:organizations::1:policy/o-x/resource_control_policy/p-2',
    'rcpForbids',
    '111122223333',
    'arn:aws:organizations::1:policy/o-x/resource_control_policy/p-2',
  ],
  ['because no VPC endpoint policy allows the sts:AssumeRole action', 'endpointForbids', '999999999999', '–'],
])('“%s” names whose policy it is', (end, cause, account, policy) => {
  const refusal = refusalOf(new Error(`${start} ${end}`), hub.arn, 'sts:AssumeRole');
  expect(refusedAround(refused, refusal).organization).toMatchObject({
    state: 'failed',
    cause: { key: `doctor.cause.${cause}` },
    evidence: refusal.message,
    fix: { values: { account, policy } },
  });
});

test('a refusal that names none of them blames none of them', () => {
  expect(refusedAround(refused, refusalOf(new Error(start), hub.arn, 'sts:AssumeRole'))).toEqual({});
});

test.each([
  [
    'ValidationError',
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    'chainedTooLong',
  ],
  [
    'ValidationError',
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    'sessionTooLong',
  ],
  [
    'PackedPolicyTooLargeException',
    'Packed policy consumes 112% of allotted space, please use smaller policy.',
    'packedTooLarge',
  ],
])('%s: %s', (code, words, cause) => {
  expect(lengthRefused(code, words, connection)).toMatchObject({
    state: 'failed',
    cause: { key: `doctor.cause.${cause}` },
    evidence: words,
  });
});

test('what is about something else is not taken for the session’s length', () => {
  expect(lengthRefused('ValidationError', 'arn:aws:s3:::x is invalid', connection)).toBeNull();
});
