import { randomUUID } from 'node:crypto';
import type { CreateKeyRequest, CreateKeyResponse } from '@aws-sdk/client-kms';
import { storePrincipals } from '../iam/principals';
import { type Call, Fault, type Operation } from '../service';
import { metadataOf } from './describe-key';
import { checkKeyPolicy, checkLockout, defaultPolicy } from './key-policy-rules';
import { makeKey } from './make-key';
import { perAccount } from './rates';
import { requestTags, tagRecord } from './tag-record';

export const createKey: Operation<CreateKeyRequest, CreateKeyResponse> = {
  limit: () => perAccount('CreateKey', 5),
  asks: (input) => {
    const context = {
      'kms:KeySpec': input.KeySpec ?? 'SYMMETRIC_DEFAULT',
      'kms:KeyUsage': input.KeyUsage ?? 'ENCRYPT_DECRYPT',
      'kms:KeyOrigin': input.Origin ?? 'AWS_KMS',
      'kms:MultiRegion': String(input.MultiRegion ?? false),
      'kms:BypassPolicyLockoutSafetyCheck': String(input.BypassPolicyLockoutSafetyCheck ?? false),
      ...requestTags(input.Tags),
    };
    const tagging = input.Tags?.length ? [{ action: 'kms:TagResource', resource: '*', context }] : [];
    return [{ action: 'kms:CreateKey', resource: '*', context }, ...tagging];
  },
  run: (input, call) => {
    checkKind(input);
    const { accountId, region } = call;
    const key = makeKey(call.world, {
      id: randomUUID(),
      accountId,
      region,
      createdAt: call.clock.now(),
      description: input.Description ?? '',
      manager: 'CUSTOMER',
      tags: tagRecord({}, input.Tags),
      policy: policyOf(input, call),
    });
    return { KeyMetadata: metadataOf(key) };
  },
};

function policyOf(input: CreateKeyRequest, call: Call): string {
  if (input.Policy === undefined) return defaultPolicy(call.accountId);
  checkKeyPolicy(input.Policy, call);
  const stored = storePrincipals(call.world, input.Policy);
  if (!input.BypassPolicyLockoutSafetyCheck) checkLockout(stored, call);
  return stored;
}

/** Streams are encrypted under symmetric keys of one Region that KMS itself made: others are not served. */
function checkKind({ KeySpec, CustomerMasterKeySpec, KeyUsage, Origin, MultiRegion }: CreateKeyRequest): void {
  const symmetric = (KeySpec ?? CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT';
  const usual = (KeyUsage ?? 'ENCRYPT_DECRYPT') === 'ENCRYPT_DECRYPT' && (Origin ?? 'AWS_KMS') === 'AWS_KMS';
  if (symmetric && usual && !MultiRegion) return;
  const message = 'The practice accounts make symmetric encryption keys of a single Region only.';
  throw new Fault('UnsupportedOperationException', message);
}
