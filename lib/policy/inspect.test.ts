import { expect, test } from 'vitest';
import { policy } from './example';
import { deadPrincipals, principalsOf } from './inspect';

const document = policy(
  {
    Sid: 'Readers',
    Effect: 'Allow',
    Action: '*',
    Principal: {
      AWS: [
        '111122223333',
        'arn:aws:iam::444455556666:root',
        'arn:aws:iam::444455556666:role/path/reader',
        'arn:aws-cn:sts::777788889999:assumed-role/reader/now',
        'AROAJQ4EXAMPLE0000001',
        '*',
      ],
      Service: 'lambda.amazonaws.com',
      Federated: 'arn:aws:iam::111122223333:saml-provider/idp',
    },
  },
  { Effect: 'Deny', Action: '*', Principal: '*' },
  {
    Sid: 'Not',
    Effect: 'Deny',
    Action: '*',
    NotPrincipal: { AWS: ['AIDAJQ4EXAMPLE0000001', 'AROAJQ4EXAMPLE0000001:s'] },
  },
);

test('principals come with their account, where the value tells one', () => {
  expect(
    principalsOf(document).map(({ kind, value, accountId, sid, effect }) => [kind, value, accountId, sid, effect]),
  ).toEqual([
    ['AWS', '111122223333', '111122223333', 'Readers', 'Allow'],
    ['AWS', 'arn:aws:iam::444455556666:root', '444455556666', 'Readers', 'Allow'],
    ['AWS', 'arn:aws:iam::444455556666:role/path/reader', '444455556666', 'Readers', 'Allow'],
    ['AWS', 'arn:aws-cn:sts::777788889999:assumed-role/reader/now', '777788889999', 'Readers', 'Allow'],
    ['AWS', 'AROAJQ4EXAMPLE0000001', null, 'Readers', 'Allow'],
    ['AWS', '*', null, 'Readers', 'Allow'],
    ['Service', 'lambda.amazonaws.com', null, 'Readers', 'Allow'],
    ['Federated', 'arn:aws:iam::111122223333:saml-provider/idp', '111122223333', 'Readers', 'Allow'],
    ['*', '*', null, null, 'Deny'],
  ]);
});

test('unique ids are principals that are gone', () => {
  expect(deadPrincipals(document)).toEqual([
    'AROAJQ4EXAMPLE0000001',
    'AIDAJQ4EXAMPLE0000001',
    'AROAJQ4EXAMPLE0000001:s',
  ]);
  expect(
    deadPrincipals(policy({ Effect: 'Allow', Action: '*', Principal: { AWS: 'arn:aws:iam::111122223333:role/AROA' } })),
  ).toEqual([]);
});
