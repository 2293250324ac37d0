import type { Choice, Permissions } from '../permission';
import { key } from './things';

/** What a function needs to read what is encrypted, and nothing beyond. */
const granted = ['Decrypt', 'DescribeKey'] as const;

/** Whoever writes a key's policy controls the key in full (domain: security §5). */
const keyPolicies: Choice = {
  id: 'key-policies',
  lets: 'write key policies',
  means: 'equals full control of the keys',
  without: 'opens keys by grants for Decrypt and DescribeKey alone',
  withoutPassive: 'keys are opened by grants for Decrypt and DescribeKey alone',
};

export const permissions = {
  reads: [
    { action: 'kms:DescribeKey', on: key, group: 'Keys' },
    { action: 'kms:GetKeyPolicy', on: key, group: 'Keys' },
    { action: 'kms:ListGrants', on: key, group: 'Keys' },
  ],
  writes: [
    { action: 'kms:CreateGrant', on: key, group: 'KeyGrants' },
    { action: 'kms:RevokeGrant', on: key, group: 'KeyGrants' },
    { action: 'kms:PutKeyPolicy', on: key, group: 'KeyPolicies', choice: keyPolicies, optional: 'keyPolicyLacking' },
  ],
  never: { plaintext: ['kms:Decrypt'] },
  limits: [
    {
      action: 'kms:CreateGrant',
      on: '*',
      group: 'KeyGrantLimits',
      condition: { 'ForAnyValue:StringNotEquals': { 'kms:GrantOperations': granted } },
    },
  ],
  context: { 'kms:GrantOperations': granted },
} as const satisfies Permissions;
