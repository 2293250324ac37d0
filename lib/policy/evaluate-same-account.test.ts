import { describe, expect, test } from 'vitest';
import {
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
import type { Principal } from './question';

const eitherSide: Row[] = [
  ['nothing allows', {}, 'no-identity-allow'],
  ['the identity policy allows', { identity: [allow()] }, 'allowed'],
  ['the identity policy allows another action', { identity: [elsewhere()] }, 'no-identity-allow'],
  ['the identity policy denies what it allows', { identity: [allow(), deny()] }, 'explicit-deny'],
  ['the resource policy alone allows the session', { resource: [allow(toAws(sessionArn))] }, 'allowed'],
  ['the resource policy alone allows the role', { resource: [allow(toAws(roleArn))] }, 'allowed'],
  ['the resource policy alone allows everybody', { resource: [allow(everybody)] }, 'allowed'],
  ['the resource policy alone allows {"AWS": "*"}', { resource: [allow(toAws('*'))] }, 'allowed'],
  [
    'the resource policy allows the account, which grants nothing',
    { resource: [allow(toAws(here))] },
    'no-identity-allow',
  ],
  [
    'the resource policy allows the account root ARN, which grants nothing',
    { resource: [allow(toAws(`arn:aws:iam::${here}:root`))] },
    'no-identity-allow',
  ],
  ['the resource policy names another account', { resource: [allow(toAws(there))] }, 'no-identity-allow'],
  ['both allow', { identity: [allow()], resource: [allow(toAws(sessionArn))] }, 'allowed'],
  [
    'the identity policy allows, the resource policy says nothing of it',
    { identity: [allow()], resource: [elsewhere(everybody)] },
    'allowed',
  ],
  [
    'the identity policy allows, the resource policy denies the role',
    { identity: [allow()], resource: [deny(toAws(roleArn))] },
    'explicit-deny',
  ],
  [
    'the identity policy allows, the resource policy denies the session',
    { identity: [allow()], resource: [deny(toAws(sessionArn))] },
    'explicit-deny',
  ],
  [
    'the identity policy allows, the resource policy denies the account',
    { identity: [allow()], resource: [deny(toAws(here))] },
    'explicit-deny',
  ],
  [
    'the identity policy allows, the resource policy denies everybody',
    { identity: [allow()], resource: [deny(everybody)] },
    'explicit-deny',
  ],
  [
    'the identity policy allows, the resource policy denies another account',
    { identity: [allow()], resource: [deny(toAws(there))] },
    'allowed',
  ],
  [
    'the identity policy denies, the resource policy allows',
    { identity: [deny()], resource: [allow(everybody)] },
    'explicit-deny',
  ],
  ['a user is allowed by its ARN alone', { principal: user, resource: [allow(toAws(userArn))] }, 'allowed'],
  [
    'a user is not allowed by another user’s ARN',
    { principal: user, resource: [allow(toAws(`${userArn}2`))] },
    'no-identity-allow',
  ],
  [
    'a user name is compared with case',
    { principal: user, resource: [allow(toAws(userArn.replace('ada', 'Ada')))] },
    'no-identity-allow',
  ],
  [
    'a role, asked about as such, is allowed by its ARN',
    { principal: role, resource: [allow(toAws(roleArn))] },
    'allowed',
  ],
  ['an identity policy that names a principal is none', { identity: [allow(everybody)] }, 'no-identity-allow'],
  ['a resource policy that names no principal grants nothing', { resource: [allow()] }, 'no-identity-allow'],
];

const limits: Row[] = [
  ['boundary and identity policy both allow', { identity: [allow()], boundary: [allow()] }, 'allowed'],
  ['the boundary alone grants nothing', { boundary: [allow()] }, 'no-identity-allow'],
  ['the boundary does not allow', { identity: [allow()], boundary: [elsewhere()] }, 'no-boundary-allow'],
  ['the boundary denies', { identity: [allow()], boundary: [allow(), deny()] }, 'explicit-deny'],
  ['session policy and identity policy both allow', { identity: [allow()], session: [allow()] }, 'allowed'],
  ['the session policy alone grants nothing', { session: [allow()] }, 'no-identity-allow'],
  ['the session policy does not allow', { identity: [allow()], session: [elsewhere()] }, 'no-session-allow'],
  ['the session policy denies', { identity: [allow()], session: [deny()] }, 'explicit-deny'],
  [
    'a grant to the role is limited by the boundary',
    { resource: [allow(toAws(roleArn))], boundary: [elsewhere()] },
    'no-boundary-allow',
  ],
  [
    'a grant to the role is limited by the session policy',
    { resource: [allow(toAws(roleArn))], session: [elsewhere()] },
    'no-session-allow',
  ],
  [
    'a grant to the role within boundary and session policy needs no identity policy',
    { resource: [allow(toAws(roleArn))], boundary: [allow()], session: [allow()] },
    'allowed',
  ],
  [
    'a grant to the session is not limited by the boundary',
    { resource: [allow(toAws(sessionArn))], boundary: [elsewhere()] },
    'allowed',
  ],
  [
    'a grant to the session is not limited by the session policy',
    { resource: [allow(toAws(sessionArn))], session: [elsewhere()] },
    'allowed',
  ],
  [
    'a grant to everybody is not limited by the boundary',
    { resource: [allow(everybody)], boundary: [elsewhere()] },
    'allowed',
  ],
  [
    'a grant to everybody is not limited by the session policy',
    { resource: [allow(everybody)], session: [elsewhere()] },
    'allowed',
  ],
  [
    'a grant to the session is stopped by a deny in the boundary',
    { resource: [allow(toAws(sessionArn))], boundary: [deny()] },
    'explicit-deny',
  ],
  [
    'a grant to the session is stopped by a deny in the session policy',
    { resource: [allow(toAws(sessionArn))], session: [deny()] },
    'explicit-deny',
  ],
  [
    'a grant to a user is not limited by the boundary',
    { principal: user, resource: [allow(toAws(userArn))], boundary: [elsewhere()] },
    'allowed',
  ],
  [
    'a grant to the account is limited by the boundary',
    { identity: [allow()], resource: [allow(toAws(here))], boundary: [elsewhere()] },
    'no-boundary-allow',
  ],
  [
    'a role, asked about as such, is limited by its boundary',
    { principal: role, resource: [allow(toAws(roleArn))], boundary: [elsewhere()] },
    'no-boundary-allow',
  ],
  [
    'a federated user is allowed by the session’s ARN',
    { principal: federatedUser, resource: [allow(toAws(federatedArn))], session: [elsewhere()] },
    'allowed',
  ],
  [
    'a federated user without a session policy has nothing of its user’s rights',
    { principal: federatedUser, identity: [allow()] },
    'no-session-allow',
  ],
  [
    'a federated user has of its user’s rights what the session policy names',
    { principal: federatedUser, identity: [allow()], session: [allow()] },
    'allowed',
  ],
  [
    'a federated user without a session policy gains nothing from the user’s ARN',
    { principal: federatedUser, resource: [allow(toAws(userArn))] },
    'no-session-allow',
  ],
  [
    'a federated user without a session policy gains nothing from its account',
    { principal: federatedUser, identity: [allow()], resource: [allow(toAws(here))] },
    'no-session-allow',
  ],
  [
    'a federated user without a session policy is allowed by the session’s ARN',
    { principal: federatedUser, resource: [allow(toAws(federatedArn))] },
    'allowed',
  ],
  [
    'a federated user with a session policy is allowed by the user’s ARN',
    { principal: federatedUser, resource: [allow(toAws(userArn))], session: [allow()] },
    'allowed',
  ],
  [
    'a federated user allowed by the user’s ARN is limited by the session policy',
    { principal: federatedUser, resource: [allow(toAws(userArn))], session: [elsewhere()] },
    'no-session-allow',
  ],
  [
    'a federated user is denied by the user’s ARN',
    { principal: federatedUser, identity: [allow()], resource: [deny(toAws(userArn))] },
    'explicit-deny',
  ],
];

const others: Row[] = [
  ['the account root user needs no policy', { principal: root }, 'allowed'],
  [
    'the account root user is stopped by a resource policy',
    { principal: root, resource: [deny(everybody)] },
    'explicit-deny',
  ],
  ['the account root user is stopped by an SCP', { principal: root, scps: [[elsewhere()]] }, 'no-scp-allow'],
  [
    'a service is allowed by the resource policy alone',
    { principal: service, resource: [allow({ Principal: { Service: 'lambda.amazonaws.com' } })] },
    'allowed',
  ],
  [
    'a service is not another service',
    { principal: service, resource: [allow({ Principal: { Service: 'sns.amazonaws.com' } })] },
    'no-resource-allow',
  ],
  ['a service is among everybody', { principal: service, resource: [allow(everybody)] }, 'allowed'],
  ['a service is not of the account', { principal: service, resource: [allow(toAws(here))] }, 'no-resource-allow'],
  ['a service without a resource policy', { principal: service }, 'no-resource-allow'],
  ['a service has no use of identity policies', { principal: service, identity: [allow()] }, 'no-resource-allow'],
  [
    'a service is denied with everybody',
    { principal: service, resource: [allow({ Principal: { Service: 'lambda.amazonaws.com' } }), deny(toAws('*'))] },
    'explicit-deny',
  ],
  ['who one is may be asked without any policy', { action: 'sts:GetCallerIdentity', arn: '*' }, 'allowed'],
  [
    'who one is may be asked whatever is denied',
    { action: 'sts:GetCallerIdentity', arn: '*', identity: [deny()], boundary: [elsewhere()], scps: [[deny()]] },
    'allowed',
  ],
  [
    'who one is may be asked by a user with a boundary',
    { principal: user, action: 'STS:getcalleridentity', arn: '*', boundary: [deny()] },
    'allowed',
  ],
  [
    'nobody tells an anonymous caller who it is',
    { principal: anonymous, action: 'sts:GetCallerIdentity', arn: '*' },
    'no-resource-allow',
  ],
  [
    'the account of anonymous callers is called so',
    {
      principal: anonymous,
      resource: [allow({ ...everybody, Condition: { StringEquals: { 'aws:PrincipalAccount': 'anonymous' } } })],
    },
    'allowed',
  ],
  [
    'whether an anonymous caller is a service is not told',
    {
      principal: anonymous,
      resource: [allow({ ...everybody, Condition: { Null: { 'aws:PrincipalIsAWSService': 'true' } } })],
    },
    'allowed',
  ],
  ['anonymous callers are among everybody', { principal: anonymous, resource: [allow(everybody)] }, 'allowed'],
  [
    'anonymous callers are nobody in particular',
    { principal: anonymous, resource: [allow(toAws(here))] },
    'no-resource-allow',
  ],
];

const wholeUserId: Principal = {
  type: 'session',
  arn: sessionArn,
  roleArn,
  accountId: here,
  uniqueId: 'AROAREADER00000000001:kds-reader1',
};

const uniqueIds: Row[] = [
  ['a role’s unique id names the role', { resource: [allow(toAws('AROAREADER00000000001'))] }, 'allowed'],
  [
    'a role’s unique id is limited like its ARN',
    { resource: [allow(toAws('AROAREADER00000000001'))], boundary: [elsewhere()] },
    'no-boundary-allow',
  ],
  [
    'the unique id of a role that is gone names nobody',
    { resource: [allow(toAws('AROAGONE0000000000001'))] },
    'no-identity-allow',
  ],
  [
    'a unique id with the session’s name names the session',
    { resource: [allow(toAws('AROAREADER00000000001:kds-reader1'))], session: [elsewhere()] },
    'allowed',
  ],
  [
    'a unique id with another session’s name does not',
    { resource: [allow(toAws('AROAREADER00000000001:other'))] },
    'no-identity-allow',
  ],
  [
    'a session may carry its whole user id',
    { principal: wholeUserId, resource: [allow(toAws('AROAREADER00000000001'))] },
    'allowed',
  ],
  [
    'a user’s unique id names the user',
    { principal: user, resource: [allow(toAws('AIDAADA00000000000001'))] },
    'allowed',
  ],
  [
    'a canonical user id that is not known to be the user’s',
    { principal: user, resource: [allow({ Principal: { CanonicalUser: '79a5' } })] },
    'no-identity-allow',
  ],
  ['one principal of several is enough', { resource: [allow(toAws(there, userArn, sessionArn))] }, 'allowed'],
  [
    'a wildcard in a principal’s ARN is no wildcard',
    { resource: [allow(toAws(`arn:aws:iam::${here}:role/*`))] },
    'no-identity-allow',
  ],
];

const notPrincipal: Row[] = [
  [
    'Deny to all but another account hits',
    { identity: [allow()], resource: [deny({ NotPrincipal: { AWS: there } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but the session hits it: its account and its role are not listed',
    { identity: [allow()], resource: [deny({ NotPrincipal: { AWS: sessionArn } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but the role hits its session',
    { identity: [allow()], resource: [deny({ NotPrincipal: { AWS: roleArn } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but the account hits its session',
    { identity: [allow()], resource: [deny({ NotPrincipal: { AWS: here } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but account and role hits their session',
    { identity: [allow()], resource: [deny({ NotPrincipal: { AWS: [here, roleArn] } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but role and session hits it: its account is not listed',
    { identity: [allow()], resource: [deny({ NotPrincipal: { AWS: [roleArn, sessionArn] } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but account, role and another session hits it',
    { identity: [allow()], resource: [deny({ NotPrincipal: { AWS: [here, roleArn, `${sessionArn}2`] } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but account, role and session spares it',
    { identity: [allow()], resource: [deny({ NotPrincipal: { AWS: [here, roleArn, sessionArn] } })] },
    'allowed',
  ],
  [
    'Deny to all but account root, role and session by their unique ids spares it',
    {
      identity: [allow()],
      resource: [
        deny({
          NotPrincipal: {
            AWS: [`arn:aws:iam::${here}:root`, 'AROAREADER00000000001', 'AROAREADER00000000001:kds-reader1'],
          },
        }),
      ],
    },
    'allowed',
  ],
  [
    'Deny to all but everybody spares everybody',
    { identity: [allow()], resource: [deny({ NotPrincipal: '*' })] },
    'allowed',
  ],
  [
    'Deny to all but account, role and session hits whoever has a boundary',
    {
      identity: [allow()],
      boundary: [allow()],
      resource: [deny({ NotPrincipal: { AWS: [here, roleArn, sessionArn] } })],
    },
    'explicit-deny',
  ],
  [
    'Deny to all but account and user spares the user',
    { principal: user, identity: [allow()], resource: [deny({ NotPrincipal: { AWS: [userArn, here] } })] },
    'allowed',
  ],
  [
    'Deny to all but the user hits it: its account is not listed',
    { principal: user, identity: [allow()], resource: [deny({ NotPrincipal: { AWS: userArn } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but the account hits its user',
    { principal: user, identity: [allow()], resource: [deny({ NotPrincipal: { AWS: here } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but the account spares its root user',
    { principal: root, resource: [deny({ NotPrincipal: { AWS: here } })] },
    'allowed',
  ],
  [
    'Deny to all but account, user and federated session spares the session',
    {
      principal: federatedUser,
      session: [allow()],
      identity: [allow()],
      resource: [deny({ NotPrincipal: { AWS: [here, userArn, federatedArn] } })],
    },
    'allowed',
  ],
  [
    'Deny to all but account and user hits a federated session',
    { principal: federatedUser, identity: [allow()], resource: [deny({ NotPrincipal: { AWS: [here, userArn] } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but the user hits another',
    { principal: user, identity: [allow()], resource: [deny({ NotPrincipal: { AWS: [here, `${userArn}2`] } })] },
    'explicit-deny',
  ],
  [
    'Deny to all but oneself hits whoever has a boundary',
    {
      principal: user,
      identity: [allow()],
      boundary: [allow()],
      resource: [deny({ NotPrincipal: { AWS: [userArn, here] } })],
    },
    'explicit-deny',
  ],
  [
    'Deny to all but a service spares it',
    { principal: service, resource: [allow(everybody), deny({ NotPrincipal: { Service: 'lambda.amazonaws.com' } })] },
    'allowed',
  ],
  [
    'Deny to all but another service hits it',
    { principal: service, resource: [allow(everybody), deny({ NotPrincipal: { Service: 'sns.amazonaws.com' } })] },
    'explicit-deny',
  ],
  ['Allow to all but another account grants', { resource: [allow({ NotPrincipal: { AWS: there } })] }, 'allowed'],
  [
    'Allow to all but the account does not grant',
    { resource: [allow({ NotPrincipal: { AWS: here } })] },
    'no-identity-allow',
  ],
];

describe.each([
  ['either side may allow', eitherSide],
  ['boundaries and session policies limit', limits],
  ['root users, services and strangers', others],
  ['unique ids and lists', uniqueIds],
  ['NotPrincipal', notPrincipal],
])('within one account: %s', (_, rows) => {
  test.each(rows)('%s', (_sentence, asked, reason) => {
    const outcome = ask(asked);
    expect(outcome.reason).toBe(reason);
    expect(outcome.decision).toBe(reason === 'allowed' ? 'allow' : 'deny');
  });
});
