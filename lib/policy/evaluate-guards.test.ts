import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate';
import {
  allow,
  ask,
  deny,
  elsewhere,
  everybody,
  here,
  policy,
  type Row,
  roleArn,
  service,
  session,
  sessionArn,
  streamArn,
  toAws,
} from './example';

const identity = [allow()];
const lambda = { Principal: { Service: 'lambda.amazonaws.com' } };
const linkedRole = `arn:aws:iam::${here}:role/aws-service-role/kafka.amazonaws.com/AWSServiceRoleForKafka`;
const linked = { type: 'role' as const, arn: linkedRole, accountId: here };

const scps: Row[] = [
  ['one level allows', { identity, scps: [[allow()]] }, 'allowed'],
  ['every level allows', { identity, scps: [[allow()], [allow()], [allow()]] }, 'allowed'],
  ['the lowest level does not allow', { identity, scps: [[allow()], [elsewhere()]] }, 'no-scp-allow'],
  ['the highest level does not allow', { identity, scps: [[elsewhere()], [allow()]] }, 'no-scp-allow'],
  ['a level is empty', { identity, scps: [[allow()], []] }, 'no-scp-allow'],
  ['no level at all binds nobody', { identity, scps: [] }, 'allowed'],
  ['a level denies', { identity, scps: [[allow()], [allow(), deny()]] }, 'explicit-deny'],
  ['a level only denies something else', { identity, scps: [[deny({ Action: 'ec2:*' })]] }, 'no-scp-allow'],
  ['an SCP grants nothing', { scps: [[allow()]] }, 'no-identity-allow'],
  [
    'a grant to everybody does not pass an SCP',
    { resource: [allow(everybody)], scps: [[elsewhere()]] },
    'no-scp-allow',
  ],
  ['a service is not bound', { principal: service, resource: [allow(lambda)], scps: [[elsewhere()]] }, 'allowed'],
  ['a service-linked role is not bound', { principal: linked, identity, scps: [[deny()]] }, 'allowed'],
];

const rcps: Row[] = [
  ['RCPFullAWSAccess alone', { identity, rcps: [[allow(everybody)]] }, 'allowed'],
  [
    'a level whose RCPFullAWSAccess was left out',
    { identity, rcps: [[deny({ ...everybody, Action: 'sqs:*' })]] },
    'allowed',
  ],
  ['an empty level', { identity, rcps: [[]] }, 'allowed'],
  ['a level that allows something else', { identity, rcps: [[elsewhere(everybody)]] }, 'no-rcp-allow'],
  ['a level denies', { identity, rcps: [[allow(everybody)], [deny(everybody)]] }, 'explicit-deny'],
  ['a service is bound', { principal: service, resource: [allow(lambda)], rcps: [[deny(everybody)]] }, 'explicit-deny'],
  [
    'a service is spared by aws:PrincipalIsAWSService',
    {
      principal: service,
      resource: [allow(lambda)],
      rcps: [[deny({ ...everybody, Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } })]],
    },
    'allowed',
  ],
  ['an RCP grants nothing', { rcps: [[allow(everybody)]] }, 'no-identity-allow'],
  ['a service-linked role is not bound', { principal: linked, identity, rcps: [[deny(everybody)]] }, 'allowed'],
];

const endpoints: Row[] = [
  ['the endpoint policy allows everybody', { identity, endpoint: [allow(everybody)] }, 'allowed'],
  ['the endpoint policy allows another action', { identity, endpoint: [elsewhere(everybody)] }, 'no-endpoint-allow'],
  ['the endpoint policy denies', { identity, endpoint: [allow(everybody), deny(toAws(roleArn))] }, 'explicit-deny'],
  ['the endpoint policy allows the role', { identity, endpoint: [allow(toAws(roleArn))] }, 'allowed'],
  ['the endpoint policy allows the account', { identity, endpoint: [allow(toAws(here))] }, 'allowed'],
  [
    'the endpoint policy allows somebody else',
    { identity, endpoint: [allow(toAws(`${roleArn}2`))] },
    'no-endpoint-allow',
  ],
  ['an endpoint policy grants nothing', { endpoint: [allow(everybody)] }, 'no-identity-allow'],
  [
    'a direct grant does not pass the endpoint',
    { resource: [allow(toAws(sessionArn))], endpoint: [elsewhere(everybody)] },
    'no-endpoint-allow',
  ],
];

describe.each([
  ['service control policies', scps],
  ['resource control policies', rcps],
  ['VPC endpoint policies', endpoints],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_sentence, asked, reason) => {
    const outcome = ask(asked);
    expect(outcome.reason).toBe(reason);
    expect(outcome.decision).toBe(reason === 'allowed' ? 'allow' : 'deny');
  });
});

test('several session policies together are one set: one that allows is enough, one that denies too', () => {
  const question = {
    principal: session,
    action: 'kinesis:GetRecords',
    resource: { arn: streamArn, accountId: here },
    context: {},
    contextComplete: true,
  };
  const named = (name: string, ...statements: Parameters<typeof policy>) => ({ name, document: policy(...statements) });
  const answer = (...last: Parameters<typeof policy>) =>
    evaluate(question, {
      identity: [named('identity', allow())],
      session: [named('inline', elsewhere()), named('managed', ...last)],
    }).reason;
  expect(answer(allow())).toBe('allowed');
  expect(answer(elsewhere())).toBe('no-session-allow');
  expect(answer(allow(), deny())).toBe('explicit-deny');
});
