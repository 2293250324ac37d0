import { describe, expect, test } from 'vitest';
import type { CallFault, FaultNature } from '@/lib/aws/session/call-fault';
import { type Call, calls } from '@/lib/wiring/call/calls';
import { judged } from '@/lib/wiring/judge/judgement';
import type { Need, Verdict, VerdictState } from '@/lib/wiring/need';
import type { Change } from '@/lib/wiring/plan/plan';
import { responseTo } from './run-fault';

function fault(nature: FaultNature): CallFault {
  return {
    nature,
    code: 'InvalidParameterValueException',
    message: 'Cannot access stream',
    requestId: null,
    status: 400,
  };
}

function verdict(row: string, state: VerdictState, weight: Need['weight'] = 'required'): Verdict {
  const need: Need = {
    id: `producer:resource-policy:${row}`,
    side: 'producer',
    row,
    weight,
    why: { key: 'need.same-region' },
    source: '',
    demand: { type: 'fact', fact: 'same-region' },
  };
  return { need, ...judged(state, 'no-policy') };
}

function change(call: Call): Change {
  return {
    id: '1',
    side: 'consumer',
    place: { connectionId: 'c', accountId: '888800008888', region: 'us-east-1' },
    glyph: 'add',
    title: { key: 'change.iam-AttachRolePolicy.add' },
    undo: { key: 'undo.iam-AttachRolePolicy.add' },
    call,
    command: '',
    answers: [],
  };
}

const policyWrite = change({ call: 'kinesis:PutResourcePolicy', resourceArn: 'arn', policy: '{}', expected: null });
const attach = change({ call: 'iam:AttachRolePolicy', roleName: 'r', policyArn: 'p' });
const met = verdict('kinesis:GetRecords', 'met');

describe('when AWS says that the role cannot reach the stream', () => {
  test('everything is granted: it waits for propagation, two minutes at most', () => {
    const response = responseTo(calls, fault('unready'), attach, { verdicts: [met], roleAgeSeconds: 900 });
    expect(response).toEqual({ wait: { reason: { key: 'run.waiting.propagating' }, atMostSeconds: 120 } });
  });

  test('the role is seconds old: the reason says how old', () => {
    const response = responseTo(calls, fault('unready'), attach, { verdicts: [met], roleAgeSeconds: 7 });
    expect(response).toMatchObject({ wait: { reason: { key: 'run.waiting.young-role', values: { seconds: 7 } } } });
  });

  test('a grant is missing: it stops at once and names the row', () => {
    const verdicts = [met, verdict('kinesis:DescribeStream', 'missing')];
    const response = responseTo(calls, fault('unready'), attach, { verdicts, roleAgeSeconds: 7 });
    expect(response).toMatchObject({
      stop: { cause: { key: 'run.cause.not-granted', values: { rows: 'producer: kinesis:DescribeStream', count: 1 } } },
    });
  });

  test('a grant is missing that AWS’s page asks for: it stops, too', () => {
    const verdicts = [met, verdict('kinesis:DescribeStream', 'missing', 'asked')];
    expect(responseTo(calls, fault('unready'), attach, { verdicts, roleAgeSeconds: 7 })).toHaveProperty('stop');
  });

  test('an explicit Deny stops at once too', () => {
    const verdicts = [verdict('kinesis:GetRecords', 'denied')];
    expect(responseTo(calls, fault('unready'), attach, { verdicts, roleAgeSeconds: null })).toHaveProperty('stop');
  });

  test('what is only advised does not stop it', () => {
    const verdicts = [met, verdict('logs:PutLogEvents', 'missing', 'advised')];
    expect(responseTo(calls, fault('unready'), attach, { verdicts, roleAgeSeconds: null })).toHaveProperty('wait');
  });

  test('a policy could not be read: it waits, and says that it cannot be told', () => {
    const verdicts = [met, verdict('kinesis:GetRecords', 'unknown')];
    const response = responseTo(calls, fault('unready'), attach, { verdicts, roleAgeSeconds: null });
    expect(response).toMatchObject({ wait: { reason: { key: 'run.waiting.cannot-tell' } } });
  });
});

describe('when AWS refuses a principal in a stream policy', () => {
  test('a role seconds old is waited for', () => {
    expect(responseTo(calls, fault('unready'), policyWrite, { verdicts: [], roleAgeSeconds: 3 })).toHaveProperty(
      'wait',
    );
  });

  test('an old role is not the reason: it stops', () => {
    const response = responseTo(calls, fault('unready'), policyWrite, { verdicts: [], roleAgeSeconds: 5000 });
    expect(response).toMatchObject({ stop: { cause: { key: 'run.cause.principal' } } });
  });
});

test('a refusal names the action that the connection lacks', () => {
  expect(responseTo(calls, fault('refused'), attach, null)).toMatchObject({
    stop: { fix: { key: 'run.fix.allow', values: { action: 'iam:AttachRolePolicy', account: '888800008888' } } },
  });
});

describe('a refusal whose words name a policy', () => {
  const user = 'User: arn:aws:sts::888800008888:assumed-role/operator/tributary is not authorized to perform:';
  const asked = `${user} iam:AttachRolePolicy on resource: role r`;

  test.each([
    [
      'no identity-based policy',
      `${asked} because no identity-based policy allows the iam:AttachRolePolicy action`,
      'run.fix.allow',
    ],
    ['a Deny of the role’s own', `${asked} with an explicit deny in an identity-based policy`, 'refusal.denied'],
    [
      'a service control policy',
      `${asked} with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1`,
      'refusal.scp',
    ],
    [
      'a service control policy that does not allow it',
      `${asked} because no service control policy allows the iam:AttachRolePolicy action`,
      'refusal.scp',
    ],
    ['a resource control policy', `${asked} with an explicit deny in a resource control policy`, 'refusal.rcp'],
    [
      'a permissions boundary',
      `${asked} because no permissions boundary allows the iam:AttachRolePolicy action`,
      'refusal.boundary',
    ],
    [
      'a session policy',
      `${asked} because no session policy allows the iam:AttachRolePolicy action`,
      'refusal.session',
    ],
    [
      'a VPC endpoint policy',
      `${asked} because no VPC endpoint policy allows the iam:AttachRolePolicy action`,
      'refusal.endpoint',
    ],
    ['the policy on the resource', `${asked} with an explicit deny in a resource-based policy`, 'refusal.resource'],
  ])('is answered by what helps: %s', (_, message, key) => {
    const stopped = responseTo(calls, { ...fault('refused'), message }, attach, null);
    expect(stopped).toMatchObject({ stop: { fix: { key, values: { action: 'iam:AttachRolePolicy' } } } });
  });

  test('names the action that AWS names, which may be a read before the call', () => {
    const message = `${user} iam:ListAttachedRolePolicies because no identity-based policy allows the iam:ListAttachedRolePolicies action`;
    const values = { action: 'iam:ListAttachedRolePolicies', account: '888800008888' };
    expect(responseTo(calls, { ...fault('refused'), message }, attach, null)).toEqual({
      stop: { cause: { key: 'run.cause.refused', values }, fix: { key: 'run.fix.allow', values } },
    });
  });
});

test('a fault nobody knows is not retried', () => {
  expect(responseTo(calls, fault('other'), attach, null)).toEqual({ stop: { cause: null, fix: null } });
});
