import { roleName } from '../resource/iam-arn';
import type { KeyGrant } from '../resource/key-grant';
import type { CallType, Option } from './call';
import { replaced, statementsLeft, statementsTaken } from './policy';

type PutPolicy = { keyArn: string; policy: string; expected: string };
type Create = { keyArn: string; grant: Omit<KeyGrant, 'id'> & { name: string } };
type Revoke = { keyArn: string; grant: KeyGrant };

type OnKey = { keyArn: string };
type Granted = OnKey & { grant: Omit<KeyGrant, 'id'> };

function keyId(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}

const onKey = {
  ends: () => ({}),
  locks: ({ keyArn }: OnKey) => [keyArn],
  namesPrincipals: true as const,
};

const putKeyPolicy: CallType<PutPolicy> = {
  ...onKey,
  values: ({ keyArn }) => ({ key: keyId(keyArn) }),
  document: replaced,
  leaves: (input) => statementsLeft(input.keyArn, replaced(input)),
  takes: (input) => statementsTaken(input.keyArn, replaced(input)),
  cli: ({ keyArn, policy }) => ({
    verb: 'put-key-policy',
    options: [
      ['key-id', keyArn],
      ['policy-name', 'default'],
      ['policy', policy],
    ],
  }),
  template: () => ({ none: 'shared-policy' }),
};

const grants = {
  ...onKey,
  values: ({ keyArn, grant }: Granted) => ({ key: keyId(keyArn), role: roleName(grant.granteePrincipal) }),
  lines: ({ grant: { granteePrincipal, operations, encryptionContext } }: Granted) => [
    { name: 'granteePrincipal', value: granteePrincipal },
    { name: 'operations', value: operations },
    { name: 'encryptionContext', value: encryptionContext },
  ],
};

function constraints({ encryptionContext }: Pick<KeyGrant, 'encryptionContext'>): Option[] {
  if (Object.keys(encryptionContext).length === 0) return [];
  return [['constraints', JSON.stringify({ EncryptionContextSubset: encryptionContext })]];
}

const createGrant: CallType<Create> = {
  ...grants,
  leaves: ({ keyArn, grant }) => [{ on: keyArn, slot: 'resource', name: grant.name }],
  takes: () => [],
  cli: ({ keyArn, grant }) => ({
    verb: 'create-grant',
    options: [
      ['key-id', keyArn],
      ['grantee-principal', grant.granteePrincipal],
      ['operations', grant.operations.join(' ')],
      ['name', grant.name],
      ...constraints(grant),
    ],
  }),
  template: () => ({ none: 'no-type' }),
};

const revokeGrant: CallType<Revoke> = {
  ...grants,
  leaves: () => [],
  takes: ({ keyArn, grant }) => [{ on: keyArn, slot: 'resource', name: grant.name ?? grant.id }],
  cli: ({ keyArn, grant }) => ({
    verb: 'revoke-grant',
    options: [
      ['key-id', keyArn],
      ['grant-id', grant.id],
    ],
  }),
  template: () => ({ none: 'removal' }),
};

export const calls = {
  'kms:PutKeyPolicy': putKeyPolicy,
  'kms:CreateGrant': createGrant,
  'kms:RevokeGrant': revokeGrant,
};
