// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like that.

import { describe, expect, test } from 'vitest';
import type { Outcome } from './evaluate';
import {
  type Asked,
  allow,
  anonymous,
  ask,
  deny,
  elsewhere,
  everybody,
  federatedUser,
  here,
  role,
  roleArn,
  root,
  service,
  session,
  sessionArn,
  there,
  toAws,
  user,
  type Written,
} from './example';
import type { Principal } from './question';

const when = (Condition: Written): Written => ({ Condition });
const fromEndpoint = when({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } });
const predicted = (asked: Asked): Outcome => ask({ contextComplete: false, ...asked });

type Row = readonly [sentence: string, Asked, Outcome['decision'], dependsOn: string[]];

const rows: Row[] = [
  ['an Allow on an unknown key', { identity: [allow(fromEndpoint)] }, 'depends', ['aws:SourceVpce']],
  ['an Allow on an unknown key beside one without', { identity: [allow(fromEndpoint), allow()] }, 'allow', []],
  ['a Deny on an unknown key', { identity: [allow(), deny(fromEndpoint)] }, 'depends', ['aws:SourceVpce']],
  ['a Deny on an unknown key where nothing is allowed', { identity: [deny(fromEndpoint)] }, 'deny', []],
  ['a Deny on an unknown key beside a certain one', { identity: [allow(), deny(fromEndpoint), deny()] }, 'deny', []],
  ['an Allow of another action on an unknown key', { identity: [elsewhere(fromEndpoint)] }, 'deny', []],
  [
    'an Allow on two keys, one known to differ',
    {
      identity: [allow(when({ StringEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:SourceVpc': 'vpc-1' } }))],
      context: { 'aws:SourceVpc': 'vpc-2' },
    },
    'deny',
    [],
  ],
  [
    'an Allow on two keys, one known to match',
    {
      identity: [allow(when({ StringEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:SourceVpc': 'vpc-1' } }))],
      context: { 'aws:SourceVpc': 'vpc-1' },
    },
    'depends',
    ['aws:SourceVpce'],
  ],
  [
    'IfExists on an unknown key',
    { identity: [allow(when({ StringEqualsIfExists: { 'aws:SourceVpce': 'x' } }))] },
    'depends',
    ['aws:SourceVpce'],
  ],
  [
    'a negated test of an unknown key',
    { identity: [allow(when({ StringNotEquals: { 'aws:SourceVpce': 'x' } }))] },
    'depends',
    ['aws:SourceVpce'],
  ],
  [
    'a test for presence of an unknown key',
    { identity: [allow(when({ Null: { 'aws:SourceVpce': 'true' } }))] },
    'depends',
    ['aws:SourceVpce'],
  ],
  [
    'presence or absence, both are fine',
    { identity: [allow(when({ Null: { 'aws:SourceVpce': ['true', 'false'] } }))] },
    'allow',
    [],
  ],
  [
    'an equality with no value at all',
    { identity: [allow(when({ StringEquals: { 'aws:SourceVpce': [] } }))] },
    'deny',
    [],
  ],
  [
    'a set test of an unknown key',
    { identity: [allow(when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }))] },
    'depends',
    ['aws:TagKeys'],
  ],
  [
    'a variable that is unknown, in a condition',
    {
      identity: [allow(when({ StringEquals: { 'aws:SourceVpce': '${aws:PrincipalTag/vpce}' } }))],
      context: { 'aws:SourceVpce': 'vpce-1' },
    },
    'depends',
    ['aws:PrincipalTag/vpce'],
  ],
  [
    'a variable that is unknown, in a resource',
    {
      identity: [allow({ Resource: `arn:aws:kinesis:us-east-1:${here}:stream/\${aws:PrincipalTag/stream}` })],
    },
    'depends',
    ['aws:PrincipalTag/stream'],
  ],
  [
    'the resource policy depends, the identity policy allows',
    { identity: [allow()], resource: [allow({ ...toAws(roleArn), ...fromEndpoint })] },
    'allow',
    [],
  ],
  ['the boundary depends', { identity: [allow()], boundary: [allow(fromEndpoint)] }, 'depends', ['aws:SourceVpce']],
  [
    'the boundary depends, the session policy does not allow',
    { identity: [allow()], boundary: [allow(fromEndpoint)], session: [elsewhere()] },
    'deny',
    [],
  ],
  [
    'a level of SCPs depends',
    { identity: [allow()], scps: [[allow()], [allow(), deny(fromEndpoint)]] },
    'depends',
    ['aws:SourceVpce'],
  ],
  [
    'a direct grant depends, the way round it is closed',
    { resource: [allow({ ...everybody, ...fromEndpoint })] },
    'depends',
    ['aws:SourceVpce'],
  ],
  [
    'a direct grant depends, the way round it is open',
    { identity: [allow()], resource: [allow({ ...everybody, ...fromEndpoint })] },
    'allow',
    [],
  ],
  [
    'another account: one half depends',
    { owner: there, identity: [allow()], resource: [allow({ ...toAws(roleArn), ...fromEndpoint })] },
    'depends',
    ['aws:SourceVpce'],
  ],
  [
    'another account: one half depends, the other is missing',
    { owner: there, resource: [allow({ ...toAws(roleArn), ...fromEndpoint })] },
    'deny',
    [],
  ],
  [
    'another account: both halves depend',
    {
      owner: there,
      identity: [allow(when({ Bool: { 'aws:SecureTransport': true } }))],
      resource: [allow({ ...toAws(roleArn), ...fromEndpoint })],
    },
    'depends',
    ['aws:SecureTransport', 'aws:SourceVpce'],
  ],
  [
    'a statement for one of a role’s sessions',
    { principal: role, owner: there, identity: [allow()], resource: [allow(toAws(sessionArn))] },
    'depends',
    ['aws:userid'],
  ],
  [
    'a statement for one of a role’s sessions, by unique id',
    { principal: role, resource: [allow(toAws('AROAREADER00000000001:kds-reader1'))] },
    'depends',
    ['aws:userid'],
  ],
  [
    'a statement for one of a role’s sessions beside one for the role',
    { principal: role, owner: there, identity: [allow()], resource: [allow(toAws(sessionArn, roleArn))] },
    'allow',
    [],
  ],
  [
    'a statement for a session of another role',
    { principal: role, identity: [], resource: [allow(toAws(sessionArn.replace('reader', 'reader2')))] },
    'deny',
    [],
  ],
  [
    'a statement for a session with a wildcard for its name',
    { principal: role, resource: [allow(toAws(sessionArn.replace('kds-reader1', '*')))] },
    'deny',
    [],
  ],
  [
    'a Deny for one of a role’s sessions',
    { principal: role, identity: [allow()], resource: [deny(toAws(sessionArn))] },
    'depends',
    ['aws:userid'],
  ],
  [
    'a Deny to all but account, role and one of its sessions',
    { principal: role, identity: [allow()], resource: [deny({ NotPrincipal: { AWS: [here, roleArn, sessionArn] } })] },
    'depends',
    ['aws:userid'],
  ],
  [
    'a Deny to all but account and role',
    { principal: role, identity: [allow()], resource: [deny({ NotPrincipal: { AWS: [here, roleArn] } })] },
    'deny',
    [],
  ],
  [
    'a direct grant depends beside one to the account that grants nothing',
    { principal: role, resource: [allow(toAws(here)), allow(toAws(sessionArn))] },
    'depends',
    ['aws:userid'],
  ],
  [
    'a variable that is unknown in a test of an unknown key',
    { identity: [allow(when({ StringEquals: { 'aws:SourceVpce': '${aws:PrincipalTag/vpce}' } }))] },
    'depends',
    ['aws:PrincipalTag/vpce', 'aws:SourceVpce'],
  ],
  [
    'a condition that is certain beside one that is not',
    {
      identity: [
        allow(
          when({
            StringEquals: { 'aws:SourceVpce': 'vpce-1' },
            Null: { 'aws:SourceVpc': ['true', 'false'] },
          }),
        ),
      ],
    },
    'depends',
    ['aws:SourceVpce'],
  ],
  [
    'a negated equality with no value at all: several values would not satisfy it',
    { identity: [allow(when({ StringNotEquals: { 'aws:TagKeys': [] } }))] },
    'depends',
    ['aws:TagKeys'],
  ],
  [
    'a role’s user id, of which only the session’s name is not known',
    { principal: role, identity: [allow(when({ StringEquals: { 'aws:userid': 'AROAREADER00000000001:a' } }))] },
    'depends',
    ['aws:userid'],
  ],
  [
    'all user ids of the role',
    { principal: role, identity: [allow(when({ StringLike: { 'aws:userid': 'AROAREADER00000000001:*' } }))] },
    'allow',
    [],
  ],
  [
    'all user ids of another role',
    { principal: role, identity: [allow(when({ StringLike: { 'aws:userid': 'AROAREADER00000000002:*' } }))] },
    'deny',
    [],
  ],
  [
    'a Deny to all but the user ids of a role',
    {
      principal: role,
      identity: [allow(), deny(when({ StringNotLike: { 'aws:userid': ['AIDA1', 'AROAREADER00000000001:*'] } }))],
    },
    'allow',
    [],
  ],
  [
    'a user id with a session’s name in it, whatever the role',
    { principal: role, identity: [allow(when({ StringLike: { 'aws:userid': '*:kds-reader1' } }))] },
    'depends',
    ['aws:userid'],
  ],
  [
    'a role’s user id in a variable',
    { principal: role, identity: [allow({ Resource: `arn:aws:kinesis:*:*:stream/\${aws:userid}` })] },
    'depends',
    ['aws:userid'],
  ],
  [
    'that a role’s request has a user id',
    { principal: role, identity: [allow(when({ Null: { 'aws:userid': 'false' } }))] },
    'allow',
    [],
  ],
  [
    'that a role’s request has none',
    { principal: role, identity: [allow(when({ StringEqualsIfExists: { 'aws:userid': 'AIDA1' } }))] },
    'deny',
    [],
  ],
  [
    'an encryption context nobody knows yet',
    {
      action: 'kms:Decrypt',
      resourceType: 'key',
      resource: [
        allow({ ...toAws(roleArn), ...when({ StringEquals: { 'kms:EncryptionContext:aws:kinesis:arn': 'x' } }) }),
      ],
    },
    'depends',
    ['kms:EncryptionContext:aws:kinesis:arn'],
  ],
];

describe('what a request may or may not carry', () => {
  test.each(rows)('%s', (_, asked, decision, dependsOn) => {
    const outcome = predicted(asked);
    expect(outcome.decision).toBe(decision);
    expect(outcome.dependsOn).toEqual(dependsOn);
    expect(outcome.reason === 'depends-on-conditions').toBe(decision === 'depends');
  });

  test('the first statement that is not certain is named', () => {
    const { decidedBy } = predicted({
      identity: [allow({ Sid: 'Sure', Action: 'ec2:*' }), allow({ Sid: 'Maybe', ...fromEndpoint })],
    });
    expect(decidedBy?.statement.sid).toBe('Maybe');
  });
});

describe('a canonical user id, which stands for an account that nobody can tell', () => {
  const Principal = { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' };
  const canonical: (readonly [string, Asked, Outcome['decision']])[] = [
    [
      'may be the account of a session',
      { owner: there, identity: [allow()], resource: [allow({ Principal })] },
      'depends',
    ],
    ['may be denied', { identity: [allow()], resource: [deny({ Principal })] }, 'depends'],
    ['grants nothing by itself, as an account does not', { resource: [allow({ Principal })] }, 'deny'],
    ['may be the root user’s', { principal: root, owner: there, resource: [allow({ Principal })] }, 'depends'],
    ['is no service’s', { principal: service, resource: [allow({ Principal })] }, 'deny'],
    ['is no anonymous caller’s', { principal: anonymous, resource: [allow({ Principal })] }, 'deny'],
  ];

  test.each(canonical)('%s', (_, asked, decision) => {
    expect(ask(asked)).toMatchObject({ decision, dependsOn: [] });
  });
});

describe('keys that follow from the question itself', () => {
  const follows: (readonly [string, Asked, Written, Outcome['decision']])[] = [
    ['the ARN of a session’s role', {}, { ArnEquals: { 'aws:PrincipalArn': roleArn } }, 'allow'],
    ['the account', {}, { StringEquals: { 'aws:PrincipalAccount': here } }, 'allow'],
    ['a session’s type', {}, { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }, 'allow'],
    ['a user’s type', { principal: user }, { StringEquals: { 'aws:PrincipalType': 'User' } }, 'allow'],
    ['a root user’s type', { principal: root }, { StringEquals: { 'aws:PrincipalType': 'Account' } }, 'allow'],
    ['a session’s user id', {}, { StringEquals: { 'aws:userid': 'AROAREADER00000000001:kds-reader1' } }, 'allow'],
    ['a user’s user id', { principal: user }, { StringEquals: { 'aws:userid': 'AIDAADA00000000000001' } }, 'allow'],
    ['a user’s name', { principal: user }, { StringEquals: { 'aws:username': 'ada' } }, 'allow'],
    ['that a session has no user name', {}, { Null: { 'aws:username': 'true' } }, 'allow'],
    ['the owner of the resource', {}, { StringEquals: { 'aws:ResourceAccount': here } }, 'allow'],
    ['that it is no service', {}, { Bool: { 'aws:PrincipalIsAWSService': 'false' } }, 'allow'],
    ['that it is no other account', {}, { StringEquals: { 'aws:PrincipalAccount': there } }, 'deny'],
    ['nothing about the organization', {}, { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, 'depends'],
  ];

  test.each(follows)('%s', (_, asked, condition, decision) => {
    const written = allow({ ...everybody, ...when(condition) });
    expect(predicted({ ...asked, owner: asked.principal === root ? there : here, resource: [written] }).decision).toBe(
      decision,
    );
  });

  const never: (readonly [key: string, Principal])[] = [
    ...['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:SourceOrgPaths'].flatMap((key) =>
      [role, session, user, root, federatedUser, anonymous].map((principal) => [key, principal] as const),
    ),
    ['aws:PrincipalServiceName', session],
    ['aws:PrincipalServiceNamesList', session],
    ['aws:PrincipalOrgID', service],
    ['aws:PrincipalTag/team', service],
    ['aws:PrincipalTag/team', anonymous],
    ['aws:PrincipalOrgPaths', anonymous],
    ['aws:TokenIssueTime', service],
  ];

  test.each(never)('%s is never carried by %j', (key, principal) => {
    const answer = (condition: Written) =>
      predicted({
        principal,
        owner: there,
        identity: [allow()],
        session: [allow()],
        resource: [allow({ ...everybody, ...when(condition) })],
      });
    expect(answer({ StringEquals: { [key]: here } }).decision).toBe('deny');
    expect(answer({ StringNotEquals: { [key]: here } }).decision).toBe('allow');
    expect(answer({ Null: { [key]: 'true' } }).decision).toBe('allow');
  });

  const always: (readonly [key: string, Principal])[] = [
    ...[
      'aws:CurrentTime',
      'aws:EpochTime',
      'aws:RequestedRegion',
      'aws:SecureTransport',
      'aws:UserAgent',
      'aws:ViaAWSService',
    ].flatMap((key) => [role, user, service, anonymous].map((principal) => [key, principal] as const)),
    ['aws:userid', role],
    ['aws:TokenIssueTime', role],
    ['aws:TokenIssueTime', session],
  ];

  test.each(always)('%s is always carried by %j', (key, principal) => {
    const answer = (condition: Written) =>
      predicted({
        principal,
        owner: there,
        identity: [allow()],
        resource: [allow({ ...everybody, ...when(condition) })],
      });
    expect(answer({ Null: { [key]: 'false' } }).decision).toBe('allow');
    expect(answer({ Null: { [key]: 'true' } }).decision).toBe('deny');
    expect(answer({ StringEquals: { [key]: 'x' } }).decision).toBe(key === 'aws:userid' ? 'deny' : 'depends');
    expect(answer({ StringLike: { [key]: '*' } }).decision).toBe('allow');
  });

  test.each([
    ['aws:SourceAccount', service],
    ['aws:PrincipalServiceNamesList', service],
    ['aws:PrincipalTag/team', session],
    ['aws:TokenIssueTime', user],
    ['aws:SourceIp', session],
  ] as const)('%s may or may not be carried by %j', (key, principal) => {
    const resource = [allow({ ...everybody, ...when({ Null: { [key]: 'true' } }) })];
    const outcome = predicted({ principal, owner: there, identity: [allow()], resource });
    expect(outcome).toMatchObject({ decision: 'depends', dependsOn: [key] });
  });

  test('a service is one, with its name, and has no ARN', () => {
    const answer = (condition: Written) =>
      predicted({ principal: service, resource: [allow({ ...everybody, ...when(condition) })] }).decision;
    expect(answer({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })).toBe('allow');
    expect(answer({ StringEquals: { 'aws:PrincipalServiceName': 'lambda.amazonaws.com' } })).toBe('allow');
    expect(answer({ Null: { 'aws:PrincipalArn': 'true' } })).toBe('allow');
  });

  test('an anonymous caller has neither ARN nor user id', () => {
    const absent = { Null: { 'aws:PrincipalArn': 'true', 'aws:userid': 'true' } };
    const resource = [allow({ ...everybody, ...when(absent) })];
    expect(predicted({ principal: anonymous, resource }).decision).toBe('allow');
  });

  test('what the request says goes before what follows', () => {
    const resource = [allow({ ...everybody, ...when({ StringEquals: { 'aws:PrincipalAccount': there } }) })];
    expect(ask({ resource, context: { 'AWS:PrincipalAccount': there } }).decision).toBe('allow');
  });
});
