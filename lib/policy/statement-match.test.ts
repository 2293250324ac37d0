// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like that.

import { describe, expect, test } from 'vitest';
import { parsePolicy } from './document';
import { evaluate } from './evaluate';
import { allow, ask, deny, elsewhere, here, session, streamArn, user } from './example';

const actions: (readonly [pattern: string | string[], action: string, boolean])[] = [
  ['*', 'kinesis:GetRecords', true],
  ['kinesis:*', 'kinesis:GetRecords', true],
  ['kinesis:GetRecords', 'kinesis:GetRecords', true],
  ['KINESIS:getrecords', 'kinesis:GetRecords', true],
  ['kinesis:GetRecords', 'kinesis:GETRECORDS', true],
  ['kinesis:Get*', 'kinesis:GetShardIterator', true],
  ['kinesis:*Records', 'kinesis:GetRecords', true],
  ['kinesis:*Rec*', 'kinesis:GetRecords', true],
  ['kinesis:?etRecords', 'kinesis:GetRecords', true],
  ['kinesis:?GetRecords', 'kinesis:GetRecords', false],
  ['kinesis:GetRecord', 'kinesis:GetRecords', false],
  ['kinesis:GetRecords*', 'kinesis:GetRecords', true],
  ['dynamodb:GetRecords', 'kinesis:GetRecords', false],
  ['kinesis', 'kinesis:GetRecords', false],
  [['ec2:*', 'kinesis:GetRecords'], 'kinesis:GetRecords', true],
  [['ec2:*', 'kinesis:Put*'], 'kinesis:GetRecords', false],
];

describe('actions', () => {
  test.each(actions)('Action %j covers %s: %s', (Action, action, covered) => {
    expect(ask({ identity: [allow({ Action })], action }).decision).toBe(covered ? 'allow' : 'deny');
  });

  test.each(actions)('NotAction %j leaves out %s: %s', (NotAction, action, covered) => {
    const identity = [{ Effect: 'Allow', NotAction, Resource: '*' }];
    expect(ask({ identity, action }).decision).toBe(covered ? 'deny' : 'allow');
  });
});

const functionArn = `arn:aws:lambda:us-east-1:${here}:function:reader:live`;
const resources: (readonly [pattern: string | string[], arn: string, boolean | 'depends'])[] = [
  ['*', streamArn, true],
  [streamArn, streamArn, true],
  [`${streamArn}s`, streamArn, false],
  [streamArn.toUpperCase(), streamArn, false],
  [`arn:aws:kinesis:us-east-1:${here}:stream/*`, streamArn, true],
  [`arn:aws:kinesis:us-east-1:${here}:stream/o?ders`, streamArn, true],
  [`arn:aws:kinesis:us-east-1:${here}:*/orders`, streamArn, true],
  [`arn:aws:kinesis:us-east-1:${here}:*`, streamArn, true],
  [`arn:aws:kinesis:*:${here}:stream/orders`, streamArn, true],
  [`arn:aws:kinesis:us-*:${here}:stream/orders`, streamArn, true],
  ['arn:aws:kinesis:us-east-1:*:stream/orders', streamArn, true],
  ['arn:aws:kinesis:us-east-1:444455556666:stream/orders', streamArn, false],
  ['arn:*:kinesis:*:*:stream/orders', streamArn, true],
  ['arn:aws-cn:kinesis:*:*:stream/orders', streamArn, false],
  ['arn:aws:kinesis:*:*:stream/o*', streamArn, true],
  ['arn:aws:kinesis:*:*:orders', streamArn, false],
  // An ARN with fewer parts is completed with wildcards.
  ['arn:aws:kinesis', streamArn, true],
  ['arn:aws:kinesis:*', streamArn, true],
  ['arn:aws:kin*', streamArn, true],
  ['arn:*', streamArn, true],
  ['arn:aws:kinesis:us-east-1', streamArn, true],
  ['arn:aws:kinesis:eu-west-1', streamArn, false],
  // A `*` that ends a part may run past the colon; one within a part does not, and `?` never does.
  ['arn:aws:kinesis:*:stream/orders', streamArn, 'depends'],
  ['arn:aws:kinesis:us-east-1*:stream/orders', streamArn, 'depends'],
  ['arn:aws:kinesis:us-*-1:stream/orders', streamArn, false],
  ['arn:aws:kinesis:*:stream/returns', streamArn, false],
  ['arn:aws:kinesis:*1:stream/orders', streamArn, false],
  ['arn:aws:kinesis:us-east-1?111122223333:stream/orders', streamArn, false],
  ['arn:aws:*:stream/orders', streamArn, 'depends'],
  ['arn:aws:kinesis:*.*:stream/orders', streamArn, false],
  [['arn:aws:kinesis:*:stream/orders', streamArn], streamArn, true],
  ['*orders', streamArn, true],
  [functionArn, functionArn, true],
  [`arn:aws:lambda:us-east-1:${here}:function:*`, functionArn, true],
  [`arn:aws:lambda:us-east-1:${here}:function:reader`, functionArn, false],
  [`arn:aws:lambda:us-east-1:${here}:function:*:live`, functionArn, true],
  ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a/b', true],
  ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket', false],
  ['arn:aws:s3:::bucket*', 'arn:aws:s3:::bucket/a/b', true],
  ['*', '*', true],
  ['**', '*', true],
  ['arn:aws:kinesis:*:*:*', '*', false],
  [streamArn, '*', false],
  [['arn:aws:s3:::bucket', streamArn], streamArn, true],
];

describe('resources', () => {
  test.each(resources)('Resource %j covers %s: %s', (Resource, arn, covered) => {
    const expected = covered === 'depends' ? covered : covered ? 'allow' : 'deny';
    expect(ask({ identity: [allow({ Resource })], arn }).decision).toBe(expected);
  });

  test.each(resources)('NotResource %j leaves out %s: %s', (NotResource, arn, covered) => {
    const identity = [{ Effect: 'Allow', Action: '*', NotResource }];
    const expected = covered === 'depends' ? covered : covered ? 'deny' : 'allow';
    expect(ask({ identity, arn }).decision).toBe(expected);
  });

  test.each([
    ['arn:aws:kinesis', 'deny'],
    ['arn:aws:kinesis:us-east-1', 'deny'],
    [`arn:aws:kinesis:us-east-1:${here}`, 'deny'],
    ['arn:aws:kinesis:*', 'depends'],
    ['arn:*', 'depends'],
    ['*', 'allow'],
    [`arn:aws:kinesis:us-east-1:${here}:*`, 'allow'],
  ])('a resource policy does not complete %s: %s', (Resource, decision) => {
    const outcome = ask({ resource: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource }] });
    expect(outcome).toMatchObject({ decision, dependsOn: [] });
  });

  test.each(['boundary', 'session'] as const)('a %s policy is completed as an identity policy is', (type) => {
    expect(ask({ identity: [allow()], [type]: [allow({ Resource: 'arn:aws:kinesis' })] }).decision).toBe('allow');
  });

  test('a resource policy without Resource means the resource that it is on', () => {
    expect(ask({ resource: [{ Effect: 'Allow', Principal: '*', Action: '*' }] }).decision).toBe('allow');
  });

  test('an identity policy without Resource grants nothing', () => {
    expect(ask({ identity: [{ Effect: 'Allow', Action: '*' }] }).decision).toBe('deny');
  });
});

const bucket = 'arn:aws:s3:::home';
const variables: (readonly [resource: string, arn: string, context: Record<string, string>, boolean])[] = [
  [`${bucket}/\${aws:username}/*`, `${bucket}/ada/1`, {}, true],
  [`${bucket}/\${aws:username}/*`, `${bucket}/bob/1`, {}, false],
  [`${bucket}/\${aws:PrincipalTag/team}`, `${bucket}/blue`, { 'aws:PrincipalTag/team': 'blue' }, true],
  [`${bucket}/\${aws:PrincipalTag/team}`, `${bucket}/blue`, { 'aws:PrincipalTag/team': 'b*' }, false],
  [`${bucket}/\${aws:PrincipalTag/team}`, `${bucket}/blue`, {}, false],
  [`${bucket}/\${aws:PrincipalTag/team, 'blue'}`, `${bucket}/blue`, {}, true],
  [`${bucket}/\${*}`, `${bucket}/*`, {}, true],
  [`${bucket}/\${*}`, `${bucket}/x`, {}, false],
  [`${bucket}/\${?}x`, `${bucket}/?x`, {}, true],
  [`${bucket}/\${$}x`, `${bucket}/$x`, {}, true],
  ['arn:aws:s3:::${aws:PrincipalTag/team}', bucket, { 'aws:PrincipalTag/team': 'home' }, true],
  ['arn:aws:kinesis:us-east-1:${aws:PrincipalAccount}:stream/orders', streamArn, {}, false],
  ['arn:aws:kinesis:${aws:RequestedRegion}:*:stream/orders', streamArn, { 'aws:RequestedRegion': 'us-east-1' }, false],
];

describe('policy variables in resources', () => {
  test.each(variables)('%s covers %s with %j: %s', (Resource, arn, context, covered) => {
    const outcome = ask({ principal: user, identity: [allow({ Resource })], arn, context });
    expect(outcome.decision).toBe(covered ? 'allow' : 'deny');
  });

  test('a statement whose NotResource has a variable without a value does not apply', () => {
    const not = { NotResource: `${bucket}/\${aws:username}` };
    const written = { Effect: 'Allow', Action: '*', ...not };
    expect(ask({ identity: [written], arn: bucket }).decision).toBe('deny');
    expect(ask({ identity: [allow(), { ...written, Effect: 'Deny' }], arn: bucket }).decision).toBe('allow');
  });

  test.each([
    ['2012-10-17', 'allow'],
    ['2008-10-17', 'deny'],
    [undefined, 'deny'],
  ])('in a document of version %s a variable answers %s', (Version, decision) => {
    const Statement = { Effect: 'Allow', Action: '*', Resource: `${bucket}/\${aws:username}` };
    const result = parsePolicy(JSON.stringify({ Version, Statement }));
    if (!result.ok) throw new Error(result.problem.key);
    const question = {
      principal: user,
      action: 's3:GetObject',
      resource: { arn: `${bucket}/ada`, accountId: here },
      context: {},
      contextComplete: true,
    };
    expect(evaluate(question, { identity: [{ name: 'home', document: result.document }] }).decision).toBe(decision);
  });
});

describe('several statements', () => {
  test('one that allows is enough, one that denies is enough', () => {
    expect(ask({ identity: [elsewhere(), allow()] }).decision).toBe('allow');
    expect(ask({ identity: [allow(), deny({ Action: 'ec2:*' })] }).decision).toBe('allow');
    expect(ask({ identity: [deny({ Action: 'kinesis:GetRecords' }), allow()] }).decision).toBe('deny');
  });

  test('Deny with NotAction spares what it lists', () => {
    const written = { Effect: 'Deny', NotAction: 'kinesis:*', Resource: '*' };
    expect(ask({ principal: session, identity: [allow(), written] }).decision).toBe('allow');
    expect(ask({ principal: session, identity: [allow(), written], action: 'sqs:SendMessage' }).decision).toBe('deny');
  });
});
