import { describe, expect, test } from 'vitest';
import {
  type Asked,
  allow,
  ask,
  deny,
  elsewhere,
  here,
  role,
  roleArn,
  sessionArn,
  streamArn,
  there,
  toAws,
} from './example';
import type { StatementFinding } from './explain';

function finding(asked: Asked, type = 'identity'): StatementFinding {
  const found = ask(asked).perPolicy.find(({ policyType }) => policyType === type)?.statements[0];
  if (!found) throw new Error(`no ${type} statement`);
  return found;
}

describe('why a statement applies or does not', () => {
  test('a statement that applies matches in every part', () => {
    const found = finding({ identity: [allow({ Action: 'kinesis:Get*', Resource: streamArn })] });
    expect(found).toMatchObject({
      policy: 'identity',
      applies: 'yes',
      action: { matched: 'yes', expected: ['kinesis:Get*'], actual: 'kinesis:GetRecords' },
      resource: { matched: 'yes', expected: [streamArn], actual: streamArn },
      conditions: [],
    });
  });

  test.each([
    [
      'an action that is not listed',
      { Action: 'kinesis:Put*' },
      { action: { matched: 'no', reason: 'action-not-listed' } },
    ],
    ['another stream', { Resource: `${streamArn}2` }, { resource: { matched: 'no', reason: 'resource-not-listed' } }],
    [
      'a condition whose value differs',
      { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } },
      {
        conditions: [
          {
            matched: 'no',
            reason: 'value-differs',
            operator: 'StringEquals',
            expected: ['vpce-1'],
            actual: ['vpce-2'],
          },
        ],
      },
    ],
    [
      'a condition on a key that the request lacks',
      { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } },
      { conditions: [{ matched: 'no', reason: 'key-absent', key: 'aws:SourceVpc', actual: null }] },
    ],
  ])('%s', (_, written, expected) => {
    const found = finding({ identity: [allow(written)], context: { 'aws:SourceVpce': 'vpce-2' } });
    expect(found.applies).toBe('no');
    expect(found).toMatchObject(expected);
  });

  test('NotAction and NotResource leave out', () => {
    const NotResource = streamArn;
    const found = finding({ identity: [{ Effect: 'Allow', NotAction: 'kinesis:*', NotResource }] });
    expect(found.action).toEqual({
      matched: 'no',
      reason: 'action-excluded',
      expected: ['kinesis:*'],
      actual: 'kinesis:GetRecords',
    });
    expect(found.resource.reason).toBe('resource-excluded');
  });

  test('a wildcard that may run past a colon makes it depend', () => {
    const found = finding({ identity: [allow({ Resource: 'arn:aws:kinesis:*:stream/orders' })] });
    expect(found).toMatchObject({
      applies: 'depends',
      resource: { matched: 'depends', reason: 'wildcard-past-colon' },
    });
  });

  test('a key that is not known makes it depend', () => {
    const identity = [allow({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } })];
    const found = finding({ identity, contextComplete: false });
    expect(found.applies).toBe('depends');
    expect(found.conditions[0]).toMatchObject({ matched: 'depends', reason: 'key-unknown' });
  });

  test('a statement for one session may or may not be for a role’s', () => {
    const found = finding({ principal: role, resource: [allow(toAws(sessionArn))] }, 'resource');
    expect(found).toMatchObject({
      applies: 'depends',
      naming: 'direct',
      principal: { matched: 'depends', reason: 'session-not-known' },
    });
  });

  test('a principal is said as it is written and as it asks', () => {
    const found = finding(
      { resource: [allow({ Principal: { AWS: there, Service: 'sns.amazonaws.com' } })] },
      'resource',
    );
    expect(found.principal).toEqual({
      matched: 'no',
      reason: 'principal-not-named',
      expected: [there, 'Service: sns.amazonaws.com'],
      actual: sessionArn,
    });
  });

  test.each([
    ['the session', toAws(sessionArn), 'direct'],
    ['the role', toAws(roleArn), 'role'],
    ['the account', toAws(here), 'account'],
    ['somebody else', toAws(there), null],
  ])('how %s is named', (_, principal, naming) => {
    expect(finding({ resource: [allow(principal)] }, 'resource').naming).toBe(naming);
  });

  test.each([
    ['a resource policy without a principal', 'resource', {}, 'no-principal-element'],
    ['an identity policy with one', 'identity', { Principal: '*' }, 'principal-element-not-allowed'],
    [
      'a NotPrincipal that lists who asks, its role and its account',
      'resource',
      { NotPrincipal: { AWS: [here, roleArn, sessionArn] } },
      'principal-excluded',
    ],
  ])('%s', (_, type, written, reason) => {
    expect(finding({ [type]: [deny(written)] }, type).principal.reason).toBe(reason);
  });
});

test('every type of policy is heard, level by level, in the order in which AWS asks', () => {
  const outcome = ask({
    identity: [allow()],
    resource: [elsewhere({ Principal: '*' })],
    boundary: [allow(), deny({ Action: 'ec2:*' })],
    session: [elsewhere()],
    scps: [[allow()], [deny()]],
    rcps: [[allow({ Principal: '*' })]],
    endpoint: [allow({ Principal: '*' })],
  });
  expect(outcome.perPolicy.map(({ policyType, level, decision }) => [policyType, level, decision])).toEqual([
    ['rcp', 0, 'allow'],
    ['scp', 0, 'allow'],
    ['scp', 1, 'deny'],
    ['endpoint', 0, 'allow'],
    ['resource', 0, 'none'],
    ['identity', 0, 'allow'],
    ['boundary', 0, 'allow'],
    ['session', 0, 'none'],
  ]);
  expect(outcome).toMatchObject({ reason: 'explicit-deny', policyType: 'scp', decidedBy: { policy: 'scp' } });
});

test('where no statement decided, the type of policy that lacks one is named', () => {
  const outcome = ask({ identity: [allow()], boundary: [elsewhere()] });
  expect(outcome.policyType).toBe('boundary');
  expect(outcome.decidedBy).toBeUndefined();
});
