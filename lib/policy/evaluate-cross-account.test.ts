import { describe, expect, test } from 'vitest';
import {
  type Asked,
  allow,
  anonymous,
  ask,
  deny,
  elsewhere,
  everybody,
  federatedArn,
  federatedUser,
  here,
  type Row,
  role,
  roleArn,
  root,
  service,
  sessionArn,
  there,
  toAws,
  user,
  userArn,
} from './example';

const remote = `arn:aws:kinesis:us-east-1:${there}:stream/orders`;
const abroad = (asked: Asked): Asked => ({ arn: remote, owner: there, ...asked });
const identity = [allow()];

const rows: Row[] = [
  ['nothing allows', {}, 'no-identity-allow'],
  ['only the identity policy allows', { identity }, 'no-resource-allow'],
  [
    'only the identity policy allows, the resource policy names its own account',
    { identity, resource: [allow(toAws(there))] },
    'no-resource-allow',
  ],
  ['only the resource policy allows the role', { resource: [allow(toAws(roleArn))] }, 'no-identity-allow'],
  ['only the resource policy allows the session', { resource: [allow(toAws(sessionArn))] }, 'no-identity-allow'],
  ['only the resource policy allows, to everybody', { resource: [allow(everybody)] }, 'no-identity-allow'],
  ['both allow, to the role', { identity, resource: [allow(toAws(roleArn))] }, 'allowed'],
  ['both allow, to the session', { identity, resource: [allow(toAws(sessionArn))] }, 'allowed'],
  ['both allow, to the account id', { identity, resource: [allow(toAws(here))] }, 'allowed'],
  [
    'both allow, to the account root ARN',
    { identity, resource: [allow(toAws(`arn:aws:iam::${here}:root`))] },
    'allowed',
  ],
  ['both allow, to everybody', { identity, resource: [allow(everybody)] }, 'allowed'],
  ['both allow, to {"AWS": "*"}', { identity, resource: [allow(toAws('*'))] }, 'allowed'],
  ['both allow, to the role’s unique id', { identity, resource: [allow(toAws('AROAREADER00000000001'))] }, 'allowed'],
  [
    'the unique id of a role that is gone',
    { identity, resource: [allow(toAws('AROAGONE0000000000001'))] },
    'no-resource-allow',
  ],
  ['another role', { identity, resource: [allow(toAws(`${roleArn}2`))] }, 'no-resource-allow'],
  [
    'the role’s ARN without its path',
    { identity, resource: [allow(toAws(`arn:aws:iam::${here}:role/reader`))] },
    'no-resource-allow',
  ],
  ['a user, both allow', { principal: user, identity, resource: [allow(toAws(userArn))] }, 'allowed'],
  [
    'a user, only the resource policy allows',
    { principal: user, resource: [allow(toAws(userArn))] },
    'no-identity-allow',
  ],
  [
    'a role asked about as such, both allow',
    { principal: role, identity, resource: [allow(toAws(roleArn))] },
    'allowed',
  ],
  [
    'a federated user, both allow',
    { principal: federatedUser, session: [allow()], identity, resource: [allow(toAws(federatedArn))] },
    'allowed',
  ],
  [
    'a root user, the resource policy names the account',
    { principal: root, resource: [allow(toAws(here))] },
    'allowed',
  ],
  ['a root user, the resource policy names nobody', { principal: root }, 'no-resource-allow'],
  [
    'the resource policy allows another action',
    { identity, resource: [elsewhere(toAws(roleArn))] },
    'no-resource-allow',
  ],
  [
    'the resource policy allows another resource',
    { identity, resource: [allow({ ...toAws(roleArn), Resource: `${remote}2` })] },
    'no-resource-allow',
  ],
  [
    'the identity policy allows another resource',
    { identity: [allow({ Resource: `${remote}2` })], resource: [allow(toAws(roleArn))] },
    'no-identity-allow',
  ],
  ['the resource policy denies', { identity, resource: [allow(toAws(roleArn)), deny(toAws(here))] }, 'explicit-deny'],
  ['the identity policy denies', { identity: [allow(), deny()], resource: [allow(toAws(roleArn))] }, 'explicit-deny'],
  [
    'the boundary does not allow',
    { identity, boundary: [elsewhere()], resource: [allow(toAws(roleArn))] },
    'no-boundary-allow',
  ],
  [
    'the boundary does not allow, the session is named',
    { identity, boundary: [elsewhere()], resource: [allow(toAws(sessionArn))] },
    'no-boundary-allow',
  ],
  [
    'the session policy does not allow, the session is named',
    { identity, session: [elsewhere()], resource: [allow(toAws(sessionArn))] },
    'no-session-allow',
  ],
  ['the session policy allows', { identity, session: [allow()], resource: [allow(toAws(roleArn))] }, 'allowed'],
  [
    'the SCP of the caller does not allow',
    { identity, scps: [[elsewhere()]], resource: [allow(toAws(roleArn))] },
    'no-scp-allow',
  ],
  [
    'the RCP of the owner denies',
    { identity, rcps: [[deny(everybody)]], resource: [allow(toAws(roleArn))] },
    'explicit-deny',
  ],
  [
    'a service needs the resource policy alone',
    { principal: service, resource: [allow({ Principal: { Service: 'lambda.amazonaws.com' } })] },
    'allowed',
  ],
  [
    'an anonymous caller needs everybody to be allowed',
    { principal: anonymous, resource: [allow(everybody)] },
    'allowed',
  ],
];

describe('from one account into another', () => {
  test.each(rows)('%s', (_sentence, asked, reason) => {
    const outcome = ask(abroad(asked));
    expect(outcome.reason).toBe(reason);
    expect(outcome.decision).toBe(reason === 'allowed' ? 'allow' : 'deny');
  });

  test('the grant of the other account is what decides', () => {
    const { decidedBy } = ask(abroad({ identity, resource: [allow({ Sid: 'ForReader', ...toAws(roleArn) })] }));
    expect(decidedBy).toMatchObject({ policyType: 'resource', policy: 'resource', statement: { sid: 'ForReader' } });
  });
});
