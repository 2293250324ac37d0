import { describe, expect, test } from 'vitest';
import {
  type Asked,
  allow,
  ask,
  deny,
  elsewhere,
  everybody,
  here,
  type Row,
  roleArn,
  root,
  service,
  sessionArn,
  there,
  toAws,
  user,
  userArn,
} from './example';
import type { Principal } from './question';

const identity = [allow()];
const zoe = `arn:aws:iam::${there}:user/zoe`;
const stranger: Principal = { type: 'user', arn: zoe, accountId: there };
const delegated = allow(toAws(`arn:aws:iam::${here}:root`));
const encryption = { 'kms:EncryptionContext:aws:kinesis:arn': 'arn:aws:kinesis:us-east-1:444455556666:stream/orders' };

const keys: Row[] = [
  ['no key policy lets nobody in', { identity }, 'no-key-allow'],
  ['the key policy names nobody of the account', { identity, resource: [allow(toAws(there))] }, 'no-key-allow'],
  [
    'the key policy delegates to the account and the identity policy allows',
    { identity, resource: [delegated] },
    'allowed',
  ],
  ['the key policy delegates and no identity policy allows', { resource: [delegated] }, 'no-identity-allow'],
  ['the key policy delegates another action', { identity, resource: [elsewhere(toAws(here))] }, 'no-key-allow'],
  ['the key policy names the role: no identity policy needed', { resource: [allow(toAws(roleArn))] }, 'allowed'],
  ['the key policy names the session', { resource: [allow(toAws(sessionArn))] }, 'allowed'],
  ['the key policy names the user', { principal: user, resource: [allow(toAws(userArn))] }, 'allowed'],
  ['the key policy names everybody', { resource: [allow(everybody)] }, 'allowed'],
  ['the key policy names another role', { identity, resource: [allow(toAws(`${roleArn}2`))] }, 'no-key-allow'],
  [
    'a grant to the role is limited by the boundary',
    { identity, boundary: [elsewhere()], resource: [allow(toAws(roleArn))] },
    'no-boundary-allow',
  ],
  [
    'a grant to the user is not limited by the boundary',
    { principal: user, boundary: [elsewhere()], resource: [allow(toAws(userArn))] },
    'allowed',
  ],
  [
    'delegation is limited by the session policy',
    { identity, session: [elsewhere()], resource: [delegated] },
    'no-session-allow',
  ],
  ['the root user is let in by delegation', { principal: root, resource: [delegated] }, 'allowed'],
  ['the root user is not let in without', { principal: root, resource: [allow(toAws(roleArn))] }, 'no-key-allow'],
  ['another account, both allow', { principal: stranger, identity, resource: [allow(toAws(there))] }, 'allowed'],
  [
    'another account, only the key policy allows',
    { principal: stranger, resource: [allow(toAws(zoe))] },
    'no-identity-allow',
  ],
  [
    'another account, only the identity policy allows',
    { principal: stranger, identity, resource: [delegated] },
    'no-key-allow',
  ],
  [
    'a service is named',
    { principal: service, resource: [allow({ Principal: { Service: 'lambda.amazonaws.com' } })] },
    'allowed',
  ],
  [
    'kms:CallerAccount follows from who asks',
    { resource: [allow({ ...everybody, Condition: { StringEquals: { 'kms:CallerAccount': here } } })] },
    'allowed',
  ],
  [
    'the encryption context is the one asked for',
    { resource: [allow({ ...toAws(roleArn), Condition: { StringEquals: encryption } })], context: encryption },
    'allowed',
  ],
  [
    'the encryption context is another',
    {
      resource: [allow({ ...toAws(roleArn), Condition: { StringEquals: encryption } })],
      context: { 'kms:EncryptionContext:aws:kinesis:arn': 'arn:aws:kinesis:us-east-1:444455556666:stream/returns' },
    },
    'no-key-allow',
  ],
  [
    'the encryption context is missing',
    { resource: [allow({ ...toAws(roleArn), Condition: { StringEquals: encryption } })] },
    'no-key-allow',
  ],
  ['the key policy denies', { identity, resource: [delegated, deny(toAws(roleArn))] }, 'explicit-deny'],
];

const external = { Condition: { StringEquals: { 'sts:ExternalId': 'f3b7' } } };
/** A trust policy has no `Resource`. */
const trusts = (written: Record<string, unknown>) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...written });
const github = `arn:aws:iam::${here}:oidc-provider/token.actions.githubusercontent.com`;
const provider: Principal = { type: 'federated', arn: github, accountId: here };
const web: Asked = { principal: provider, action: 'sts:AssumeRoleWithWebIdentity' };
const trustsWeb = (written: Record<string, unknown>) => trusts({ Action: 'sts:AssumeRoleWithWebIdentity', ...written });

const roles: Row[] = [
  ['no trust policy lets nobody in', { identity }, 'no-trust-allow'],
  ['the user is named: no identity policy needed', { principal: user, resource: [trusts(toAws(userArn))] }, 'allowed'],
  ['the role is named: no identity policy needed', { resource: [trusts(toAws(roleArn))] }, 'allowed'],
  [
    'the role is named, its boundary does not allow',
    { boundary: [elsewhere()], resource: [trusts(toAws(roleArn))] },
    'no-boundary-allow',
  ],
  ['the account is named and the identity policy allows', { identity, resource: [trusts(toAws(here))] }, 'allowed'],
  ['the account is named and no identity policy allows', { resource: [trusts(toAws(here))] }, 'no-identity-allow'],
  ['everybody is named', { resource: [trusts(toAws('*'))] }, 'allowed'],
  ['another account is named', { identity, resource: [trusts(toAws(there))] }, 'no-trust-allow'],
  ['another account, both allow', { principal: stranger, identity, resource: [trusts(toAws(there))] }, 'allowed'],
  [
    'another account, only the trust policy allows',
    { principal: stranger, resource: [trusts(toAws(zoe))] },
    'no-identity-allow',
  ],
  [
    'another account, only the identity policy allows',
    { principal: stranger, identity, resource: [trusts(toAws(here))] },
    'no-trust-allow',
  ],
  [
    'a service needs the trust policy alone',
    { principal: service, resource: [trusts({ Principal: { Service: 'lambda.amazonaws.com' } })] },
    'allowed',
  ],
  [
    'another service',
    { principal: service, resource: [trusts({ Principal: { Service: ['ec2.amazonaws.com'] } })] },
    'no-trust-allow',
  ],
  [
    'the external id is right',
    {
      principal: stranger,
      identity,
      resource: [trusts({ ...toAws(there), ...external })],
      context: { 'sts:ExternalId': 'f3b7' },
    },
    'allowed',
  ],
  [
    'the external id is wrong',
    {
      principal: stranger,
      identity,
      resource: [trusts({ ...toAws(there), ...external })],
      context: { 'sts:ExternalId': 'f3b8' },
    },
    'no-trust-allow',
  ],
  [
    'the external id is missing',
    { principal: stranger, identity, resource: [trusts({ ...toAws(there), ...external })] },
    'no-trust-allow',
  ],
  [
    'the account is trusted for one of its roles',
    { identity, resource: [trusts({ ...toAws(here), Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn } } })] },
    'allowed',
  ],
  [
    'the account is trusted for another of its roles',
    {
      identity,
      resource: [trusts({ ...toAws(here), Condition: { ArnEquals: { 'aws:PrincipalArn': `${roleArn}2` } } })],
    },
    'no-trust-allow',
  ],
  ['an identity provider is named', { ...web, resource: [trustsWeb({ Principal: { Federated: github } })] }, 'allowed'],
  [
    'another identity provider',
    { ...web, resource: [trustsWeb({ Principal: { Federated: 'accounts.google.com' } })] },
    'no-trust-allow',
  ],
  [
    'the account of the provider is not the provider',
    { ...web, identity, resource: [trustsWeb(toAws(here))] },
    'no-trust-allow',
  ],
];

const key: Asked = { resourceType: 'key', action: 'kms:Decrypt', arn: `arn:aws:kms:us-east-1:${here}:key/1` };
const trust: Asked = { resourceType: 'trust', action: 'sts:AssumeRole', arn: `arn:aws:iam::${here}:role/operator` };

describe.each([
  ['a KMS key', key, keys],
  ['a role to assume', trust, roles],
])('%s', (_, base, rows) => {
  test.each(rows)('%s', (_sentence, asked, reason) => {
    const outcome = ask({ ...base, ...asked });
    expect(outcome.reason).toBe(reason);
    expect(outcome.decision).toBe(reason === 'allowed' ? 'allow' : 'deny');
  });
});
