import { beforeEach, describe, expect, test } from 'vitest';
import { context, KeyTrial, other, owner, policyOf, readerArn } from '@/lib/trial/sandbox/key-trial';

const root = { Principal: { AWS: `arn:aws:iam::${owner}:root` }, Action: 'kms:*', Resource: '*' };
const gone =
  'AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.';

let trial: KeyTrial;

beforeEach(async () => {
  trial = await KeyTrial.open();
});

const asOwner = (action: string, input: object = {}) =>
  trial.asOwner(`kms:${action}`, { KeyId: trial.keyArn, ...input });

describe('a key', () => {
  test('opens on the policy that leaves everything to its account', async () => {
    const made = await trial.asOwner('kms:CreateKey', {
      Description: 'orders',
      Tags: [{ TagKey: 'team', TagValue: 'orders' }],
    });
    const { Arn, KeyId } = (made as { KeyMetadata: { Arn: string; KeyId: string } }).KeyMetadata;
    expect(made).toMatchObject({
      KeyMetadata: {
        AWSAccountId: owner,
        Arn: `arn:aws:kms:us-east-1:${owner}:key/${KeyId}`,
        Enabled: true,
        Description: 'orders',
        KeyState: 'Enabled',
        KeyManager: 'CUSTOMER',
      },
    });
    const { Policy } = (await trial.asOwner('kms:GetKeyPolicy', { KeyId })) as { Policy: string };
    expect(JSON.parse(Policy)).toMatchObject({ Id: 'key-default-1', Statement: [{ Effect: 'Allow', ...root }] });
    expect(await trial.asOwner('kms:ListResourceTags', { KeyId: Arn })).toMatchObject({
      Tags: [{ TagKey: 'team', TagValue: 'orders' }],
    });
    const listed = await trial.asOwner('kms:ListKeys');
    expect(listed).toMatchObject({ Keys: [{ KeyArn: trial.keyArn }, { KeyArn: Arn }], Truncated: false });
  });

  test.each([
    ['no-such-key', "NotFoundException: Invalid keyId 'no-such-key'"],
    ['arn:aws:kms:us-east-1:key', 'InvalidArnException: Invalid arn arn:aws:kms:us-east-1:key'],
    [`arn:aws:kms:eu-west-1:${owner}:alias/orders`, 'NotFoundException: Invalid arn eu-west-1'],
    ['alias/none', `NotFoundException: Alias arn:aws:kms:us-east-1:${owner}:alias/none is not found.`],
    [
      '00000000-0000-4000-8000-000000000000',
      `NotFoundException: Key 'arn:aws:kms:us-east-1:${owner}:key/00000000-0000-4000-8000-000000000000' does not exist`,
    ],
  ])('that is called %s is not found', async (KeyId, fault) => {
    expect(await asOwner('DescribeKey', { KeyId })).toBe(fault);
  });

  test('that is disabled can be looked at and shared but not used', async () => {
    await asOwner('DisableKey');
    const disabled = `DisabledException: ${trial.keyArn} is disabled.`;
    expect(await asOwner('Encrypt', { Plaintext: Buffer.from('x') })).toBe(disabled);
    expect(await asOwner('GenerateDataKey', { KeySpec: 'AES_256' })).toBe(disabled);
    expect(await asOwner('Decrypt', { CiphertextBlob: trial.secret, EncryptionContext: context })).toBe(disabled);
    expect(await asOwner('DescribeKey')).toMatchObject({ KeyMetadata: { Enabled: false, KeyState: 'Disabled' } });
    expect(await trial.putPolicy()).toEqual({});
    await asOwner('EnableKey');
    expect(await asOwner('GenerateDataKey', { KeySpec: 'AES_256' })).toHaveProperty('Plaintext');
  });

  test('that is pending deletion is gone once its time has come', async () => {
    expect(await asOwner('ScheduleKeyDeletion', { PendingWindowInDays: 6 })).toContain('greater than or equal to 7');
    await asOwner('CreateAlias', { AliasName: 'alias/orders', TargetKeyId: trial.keyArn });
    const scheduled = await asOwner('ScheduleKeyDeletion', { PendingWindowInDays: 7 });
    expect(scheduled).toMatchObject({ KeyState: 'PendingDeletion', PendingWindowInDays: 7 });
    const pending = `KMSInvalidStateException: ${trial.keyArn} is pending deletion.`;
    for (const action of ['EnableKey', 'DisableKey', 'ScheduleKeyDeletion'])
      expect(await asOwner(action)).toBe(pending);
    expect(await asOwner('Decrypt', { CiphertextBlob: trial.secret, EncryptionContext: context })).toBe(pending);
    trial.staged.pass(6 * 86_400);
    const { DeletionDate } = scheduled as { DeletionDate: Date };
    expect(await asOwner('DescribeKey')).toMatchObject({ KeyMetadata: { KeyState: 'PendingDeletion', DeletionDate } });
    trial.staged.pass(86_400);
    expect(await asOwner('DescribeKey')).toBe(`NotFoundException: Key '${trial.keyArn}' does not exist`);
    expect(await asOwner('DescribeKey', { KeyId: 'alias/orders' })).toContain('is not found');
    expect(await trial.asOwner('kms:Decrypt', { CiphertextBlob: trial.secret, EncryptionContext: context })).toBe(gone);
  });

  test('that is saved from deletion is disabled', async () => {
    expect(await asOwner('CancelKeyDeletion')).toBe(
      `KMSInvalidStateException: ${trial.keyArn} is not pending deletion.`,
    );
    await asOwner('ScheduleKeyDeletion');
    expect(await asOwner('CancelKeyDeletion')).toEqual({ KeyId: trial.keyArn });
    trial.staged.pass(60 * 86_400);
    expect(await asOwner('DescribeKey')).toMatchObject({ KeyMetadata: { KeyState: 'Disabled' } });
  });

  test('takes fifteen policies a second and no more', async () => {
    for (let count = 0; count < 15; count += 1) expect(await trial.putPolicy()).toEqual({});
    expect(await trial.putPolicy()).toMatch(/^ThrottlingException: You have exceeded the rate/);
    trial.staged.pass(1);
    expect(await trial.putPolicy()).toEqual({});
  });
});

describe('what is encrypted', () => {
  const decrypt = (CiphertextBlob: Uint8Array, EncryptionContext: object = context, more: object = {}) =>
    trial.asOwner('kms:Decrypt', { CiphertextBlob, EncryptionContext, ...more });

  test('names its key and comes back only with its own encryption context', async () => {
    expect(await decrypt(trial.secret)).toMatchObject({
      KeyId: trial.keyArn,
      Plaintext: new Uint8Array(Buffer.from('orders')),
    });
    expect(await decrypt(trial.secret, {})).toBe('InvalidCiphertextException: ');
    expect(await decrypt(trial.secret, { ...context, more: 'x' })).toBe('InvalidCiphertextException: ');
    const changed = trial.secret.map((byte, index) => (index === trial.secret.length - 1 ? byte ^ 1 : byte));
    expect(await decrypt(changed)).toBe('InvalidCiphertextException: ');
    expect(await decrypt(new Uint8Array([7, 7, 7]))).toBe('InvalidCiphertextException: ');
  });

  test('comes back under the key that is named, or not at all', async () => {
    const made = await trial.asOwner('kms:CreateKey');
    const KeyId = (made as { KeyMetadata: { KeyId: string } }).KeyMetadata.KeyId;
    expect(await decrypt(trial.secret, context, { KeyId })).toContain('IncorrectKeyException');
    expect(await decrypt(trial.secret, context, { KeyId: trial.keyArn })).toHaveProperty('Plaintext');
  });

  test('as a data key comes back as it was given', async () => {
    const input = { NumberOfBytes: 24, EncryptionContext: context };
    const made = (await asOwner('GenerateDataKey', input)) as { CiphertextBlob: Uint8Array; Plaintext: Uint8Array };
    expect(made.Plaintext).toHaveLength(24);
    expect(await decrypt(made.CiphertextBlob)).toMatchObject({ Plaintext: made.Plaintext });
    expect(await asOwner('GenerateDataKey', {})).toContain('Please specify either number of bytes or key spec.');
  });

  test('is only tried where a dry run is asked for', async () => {
    expect(await decrypt(trial.secret, context, { DryRun: true })).toContain('DryRunOperationException');
    await asOwner('DisableKey');
    expect(await decrypt(trial.secret, context, { DryRun: true })).toContain('DisabledException');
  });
});

describe('a key policy', () => {
  test('is kept to the letter and met by requests a few seconds later', async () => {
    await trial.letIdentity();
    const allowed = policyOf(root, {
      Sid: 'Read',
      Principal: { AWS: readerArn },
      Action: 'kms:Decrypt',
      Resource: '*',
    });
    const Policy = JSON.stringify(allowed, null, 3);
    expect(await asOwner('PutKeyPolicy', { Policy })).toEqual({});
    expect(await asOwner('GetKeyPolicy', { PolicyName: 'default' })).toEqual({ Policy, PolicyName: 'default' });
    expect(await trial.readerDecrypts()).toContain('no resource-based policy');
    trial.staged.pass(10);
    expect(await trial.readerDecrypts()).toBe('orders');
    expect(await asOwner('GetKeyPolicy', { PolicyName: 'mine' })).toBe('NotFoundException: No such policy exists');
    expect(await asOwner('ListKeyPolicies')).toEqual({ PolicyNames: ['default'], Truncated: false });
  });

  const naming = (AWS: string) => policyOf(root, { Principal: { AWS }, Action: 'kms:Decrypt', Resource: '*' });
  const deadPrincipals = 'Policy contains a statement with one or more invalid principals';

  test.each([
    ['names a role that does not exist', naming(`arn:aws:iam::${other}:role/nobody`), deadPrincipals],
    ['names an identifier of nobody', naming('AROAAAAAAAAAAAAAAAAAA'), deadPrincipals],
    ['names a service role by its function', naming(`arn:aws:lambda:us-east-1:${other}:function:f`), deadPrincipals],
    [
      'locks its author out',
      policyOf({ ...root, Principal: { AWS: readerArn } }),
      'will not allow you to update the key policy',
    ],
    ['leaves out whom it is for', policyOf({ Action: 'kms:*', Resource: '*' }), 'no principal'],
    ['leaves out the resource', policyOf({ Principal: root.Principal, Action: 'kms:*' }), 'no resource'],
    ['speaks of another service', policyOf(root, { ...root, Action: 's3:GetObject' }), 'invalid actions'],
    ['is none', [], 'invalid JSON or syntax'],
  ])('that %s is refused', async (_, policy, why) => {
    const answer = await asOwner('PutKeyPolicy', { Policy: JSON.stringify(policy) });
    expect(answer).toMatch(/^MalformedPolicyDocumentException: /);
    expect(answer).toContain(why);
    expect(await trial.asOwner('kms:CreateKey', { Policy: JSON.stringify(policy) })).toBe(answer);
  });

  test('cannot be saved again while it names a role that has gone, or one that is too young', async () => {
    await trial.letKeyPolicy();
    await trial.deleteReader();
    const { Policy } = (await asOwner('GetKeyPolicy')) as { Policy: string };
    expect(Policy).toContain('AROA');
    expect(await asOwner('PutKeyPolicy', { Policy })).toContain(deadPrincipals);
    await trial.makeRole('reader');
    const young = { Principal: { AWS: readerArn }, Action: 'kms:Decrypt', Resource: '*' };
    expect(await trial.putPolicy(young)).toContain(deadPrincipals);
    trial.staged.pass(60);
    expect(await trial.putPolicy(young)).toEqual({});
  });

  test('may lock its author out where that is insisted on', async () => {
    const Policy = JSON.stringify(policyOf({ ...root, Principal: { AWS: readerArn } }));
    expect(await asOwner('PutKeyPolicy', { Policy, BypassPolicyLockoutSafetyCheck: true })).toEqual({});
    trial.staged.pass(10);
    expect(await asOwner('GetKeyPolicy')).toContain('because no resource-based policy allows the kms:GetKeyPolicy');
  });

  test('is no longer than 32 KB', async () => {
    const Policy = JSON.stringify(policyOf({ ...root, Sid: 'x'.repeat(32_768) }));
    expect(await asOwner('PutKeyPolicy', { Policy })).toContain('LimitExceededException');
  });
});

describe('an alias', () => {
  const create = (AliasName: string, TargetKeyId = trial.keyArn) =>
    trial.asOwner('kms:CreateAlias', { AliasName, TargetKeyId });

  test('stands for its key wherever a key can be named', async () => {
    expect(await create('alias/orders')).toEqual({});
    const AliasArn = `arn:aws:kms:us-east-1:${owner}:alias/orders`;
    for (const KeyId of ['alias/orders', AliasArn]) {
      expect(await asOwner('DescribeKey', { KeyId })).toMatchObject({ KeyMetadata: { Arn: trial.keyArn } });
    }
    expect(await asOwner('GetKeyPolicy', { KeyId: 'alias/orders' })).toBe(
      "NotFoundException: Invalid keyId 'alias/orders'",
    );
    const TargetKeyId = trial.keyArn.split('/')[1];
    expect(await asOwner('ListAliases')).toMatchObject({
      Aliases: [{ AliasName: 'alias/orders', AliasArn, TargetKeyId }],
    });
  });

  test('is unique, and neither reserved nor bare', async () => {
    await create('alias/orders');
    expect(await create('alias/orders')).toBe(
      `AlreadyExistsException: An alias with the name arn:aws:kms:us-east-1:${owner}:alias/orders already exists`,
    );
    expect(await create('alias/aws/orders')).toContain('InvalidAliasNameException');
    expect(await create('orders')).toContain('ValidationException');
  });

  test('moves to another key and goes away', async () => {
    await create('alias/orders');
    const made = await trial.asOwner('kms:CreateKey');
    const { Arn } = (made as { KeyMetadata: { Arn: string } }).KeyMetadata;
    const moved = await trial.asOwner('kms:UpdateAlias', { AliasName: 'alias/orders', TargetKeyId: Arn });
    expect(moved).toEqual({});
    expect(await asOwner('DescribeKey', { KeyId: 'alias/orders' })).toMatchObject({ KeyMetadata: { Arn } });
    expect(await trial.asOwner('kms:DeleteAlias', { AliasName: 'alias/orders' })).toEqual({});
    expect(await asOwner('DescribeKey', { KeyId: 'alias/orders' })).toContain('is not found');
  });

  type Alias = { AliasName: string; TargetKeyId?: string };

  test('of an AWS managed key is listed before there is such a key', async () => {
    const AliasName = 'alias/aws/kinesis';
    const listed = async () => {
      const { Aliases } = (await trial.asOwner('kms:ListAliases')) as { Aliases: Alias[] };
      return Aliases.find((alias) => alias.AliasName === AliasName);
    };
    expect(await listed()).toMatchObject({ AliasName });
    expect((await listed())?.TargetKeyId).toBeUndefined();
    await asOwner('DescribeKey', { KeyId: AliasName });
    expect((await listed())?.TargetKeyId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await trial.asOwner('kms:DeleteAlias', { AliasName })).toContain('AccessDenied');
  });
});
