import { beforeEach, describe, expect, test } from 'vitest';
import { context, KeyTrial, other, owner, policyOf, readerArn } from '@/lib/trial/sandbox/key-trial';
import { practiceRegion } from '../accounts';
import { Fault } from '../service';
import { useKey as askKms, resolveKey } from './use-key';

const wrong = { 'aws:kinesis:arn': `arn:aws:kinesis:us-east-1:${owner}:stream/returns` };
const viaKinesis = { StringEquals: { 'kms:ViaService': 'kinesis.us-east-1.amazonaws.com' } };
const forOrders = { StringEquals: { 'kms:EncryptionContext:aws:kinesis:arn': context['aws:kinesis:arn'] } };
const forReturns = { StringEquals: { 'kms:EncryptionContext:aws:kinesis:arn': wrong['aws:kinesis:arn'] } };

let trial: KeyTrial;

beforeEach(async () => {
  trial = await KeyTrial.open();
});

function refused(lacking: 'identity-based' | 'resource-based', action = 'kms:Decrypt'): string {
  const who = `arn:aws:sts::${other}:assumed-role/reader/reader`;
  return (
    `AccessDeniedException: User: ${who} is not authorized to perform: ${action} on resource: ${trial.keyArn} ` +
    `because no ${lacking} policy allows the ${action} action`
  );
}

/** Uses the key as Kinesis does for the reader: its ARN, or the refusal. */
function throughKinesis(keyRef: string, encryptionContext: Record<string, string> = context): string {
  const { world, clock } = trial.staged;
  const caller = trial.reader;
  const call = { caller, accountId: caller.accountId, region: practiceRegion, requestId: '', world, clock };
  try {
    return askKms(call, keyRef, owner, 'kms:Decrypt', encryptionContext, 'kinesis.us-east-1.amazonaws.com').keyArn;
  } catch (error) {
    if (error instanceof Fault) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('a role of another account', () => {
  test('decrypts nothing by itself', async () => {
    expect(await trial.readerDecrypts()).toBe(refused('identity-based'));
  });

  test('decrypts nothing by the key policy alone', async () => {
    await trial.letKeyPolicy();
    expect(await trial.readerDecrypts()).toBe(refused('identity-based'));
  });

  test('decrypts nothing by its own policy alone', async () => {
    await trial.letIdentity();
    expect(await trial.readerDecrypts()).toBe(refused('resource-based'));
  });

  test('decrypts where both sides allow', async () => {
    await trial.letIdentity();
    await trial.letKeyPolicy();
    expect(await trial.readerDecrypts()).toBe('orders');
  });

  test('decrypts where its whole account is named', async () => {
    await trial.letIdentity();
    await trial.letKeyPolicy({ Principal: { AWS: `arn:aws:iam::${other}:root` } });
    expect(await trial.readerDecrypts()).toBe('orders');
  });

  test('is held to the encryption context that the key policy wants', async () => {
    await trial.letIdentity();
    await trial.letKeyPolicy({ Condition: forReturns });
    expect(await trial.readerDecrypts()).toBe(refused('resource-based'));
    await trial.letKeyPolicy({ Condition: forOrders });
    expect(await trial.readerDecrypts()).toBe('orders');
  });

  test('is refused outright where the key policy denies', async () => {
    await trial.letIdentity();
    await trial.letKeyPolicy();
    await trial.putPolicy({ Effect: 'Deny', Principal: { AWS: readerArn }, Action: 'kms:Decrypt', Resource: '*' });
    trial.staged.pass(60);
    expect(await trial.readerDecrypts()).toContain('with an explicit deny in a resource-based policy');
  });

  test('cannot look at the key policy, whatever it says', async () => {
    await trial.letIdentity('kms:*');
    await trial.letKeyPolicy({ Action: 'kms:*' });
    const answer = await trial.asReader('kms:GetKeyPolicy', { KeyId: trial.keyArn });
    expect(answer).toBe(refused('resource-based', 'kms:GetKeyPolicy'));
    expect(await trial.asReader('kms:DescribeKey', { KeyId: trial.keyArn })).toHaveProperty('KeyMetadata');
  });

  test('is not told whether a key exists', async () => {
    await trial.letIdentity('kms:*');
    const missing = `${trial.keyArn.slice(0, -4)}0000`;
    const answer = await trial.asReader('kms:DescribeKey', { KeyId: missing });
    expect(answer).toContain('because the resource does not exist in this Region, no resource-based policies allow');
    const own = `arn:aws:kms:us-east-1:${other}:${missing.split(':').at(-1)}`;
    expect(await trial.asReader('kms:DescribeKey', { KeyId: own })).toBe(
      `NotFoundException: Key '${own}' does not exist`,
    );
  });
});

describe('a role that is made anew under its old name', () => {
  beforeEach(async () => {
    await trial.letIdentity();
  });

  async function anew(): Promise<void> {
    await trial.deleteReader();
    await trial.makeReader();
    await trial.letIdentity();
  }

  test('has lost what the key policy gave it, and the policy shows what is left', async () => {
    await trial.letKeyPolicy();
    await anew();
    expect(await trial.readerDecrypts()).toBe(refused('resource-based'));
    const shown = await trial.asOwner('kms:GetKeyPolicy', { KeyId: trial.keyArn });
    expect(shown).toMatchObject({ Policy: expect.stringMatching(/"AWS":"AROA[A-Z0-9]+"/), PolicyName: 'default' });
    await trial.letKeyPolicy();
    expect(await trial.readerDecrypts()).toBe('orders');
  });

  test('has lost its grant, which is listed for nobody any more', async () => {
    await trial.grant();
    trial.staged.pass(60);
    expect(await trial.readerDecrypts()).toBe('orders');
    await anew();
    expect(await trial.readerDecrypts()).toBe(refused('resource-based'));
    const listed = await trial.asOwner('kms:ListGrants', { KeyId: trial.keyArn });
    expect(listed).toMatchObject({ Grants: [{ GranteePrincipal: expect.stringMatching(/^AROA[A-Z0-9]+$/) }] });
    const found = await trial.asOwner('kms:ListGrants', { KeyId: trial.keyArn, GranteePrincipal: readerArn });
    expect(found).toMatchObject({ Grants: [] });
  });
});

describe('within its own account a key', () => {
  const reader = () => trial.staged.ask(trial.staged.administrator(owner), 'kms:DescribeKey', { KeyId: trial.keyArn });

  test('is opened to IAM policies by the statement for the account, and closed without it', async () => {
    expect(await reader()).toHaveProperty('KeyMetadata');
    const nobody = policyOf({ Principal: { AWS: readerArn }, Action: 'kms:*', Resource: '*' });
    const input = { KeyId: trial.keyArn, Policy: JSON.stringify(nobody), BypassPolicyLockoutSafetyCheck: true };
    expect(await trial.asOwner('kms:PutKeyPolicy', input)).toEqual({});
    trial.staged.pass(60);
    expect(await reader()).toContain('because no resource-based policy allows the kms:DescribeKey action');
  });

  test('needs no IAM policy where its own policy or a grant names the role', async () => {
    const made = await trial.asOther('kms:CreateKey', {
      Policy: JSON.stringify(
        policyOf(
          { Principal: { AWS: `arn:aws:iam::${other}:root` }, Action: 'kms:*', Resource: '*' },
          { Principal: { AWS: readerArn }, Action: 'kms:Encrypt', Resource: '*' },
        ),
      ),
    });
    const KeyId = (made as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
    expect(await trial.asReader('kms:Encrypt', { KeyId, Plaintext: Buffer.from('x') })).toHaveProperty(
      'CiphertextBlob',
    );
    expect(await trial.asReader('kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' })).toContain('no identity-based');
    await trial.asOther('kms:CreateGrant', { KeyId, GranteePrincipal: readerArn, Operations: ['GenerateDataKey'] });
    trial.staged.pass(60);
    expect(await trial.asReader('kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' })).toHaveProperty('Plaintext');
  });
});

describe('another service uses a key', () => {
  test('as its caller, with the service and the stream in the conditions', async () => {
    await trial.letIdentity();
    await trial.letKeyPolicy({
      Condition: { StringEquals: { ...viaKinesis.StringEquals, ...forOrders.StringEquals } },
    });
    expect(throughKinesis(trial.keyArn)).toBe(trial.keyArn);
    expect(throughKinesis(trial.keyArn, wrong)).toBe(refused('resource-based'));
    expect(await trial.readerDecrypts()).toBe(refused('resource-based'));
  });

  test('by id, ARN, alias or alias ARN', async () => {
    await trial.letIdentity();
    await trial.letKeyPolicy();
    await trial.asOwner('kms:CreateAlias', { AliasName: 'alias/orders', TargetKeyId: trial.keyArn });
    const names = [trial.keyArn.split('/')[1] ?? '', 'alias/orders', `arn:aws:kms:us-east-1:${owner}:alias/orders`];
    for (const name of [trial.keyArn, ...names]) {
      expect(throughKinesis(name)).toBe(trial.keyArn);
      expect(resolveKey(trial.staged.world, owner, practiceRegion, name)).toMatchObject({ arn: trial.keyArn });
    }
    expect(resolveKey(trial.staged.world, owner, practiceRegion, 'alias/returns')).toBeUndefined();
    expect(resolveKey(trial.staged.world, other, practiceRegion, 'alias/orders')).toBeUndefined();
  });

  test('only while the key is enabled', async () => {
    await trial.letIdentity();
    await trial.letKeyPolicy();
    await trial.asOwner('kms:DisableKey', { KeyId: trial.keyArn });
    expect(throughKinesis(trial.keyArn)).toBe(`DisabledException: ${trial.keyArn} is disabled.`);
  });

  test('that AWS manages for callers of the account alone', async () => {
    await trial.letIdentity('kms:*');
    const managed = resolveKey(trial.staged.world, owner, practiceRegion, 'alias/aws/kinesis');
    expect(managed).toMatchObject({ manager: 'AWS', accountId: owner });
    expect(throughKinesis('alias/aws/kinesis')).toContain('because no resource-based policy allows the kms:Decrypt');
    const own = resolveKey(trial.staged.world, other, practiceRegion, 'alias/aws/kinesis')?.arn ?? '';
    expect(throughKinesis(own)).toBe(own);
  });
});

describe('an AWS managed key', () => {
  let KeyId: string;

  beforeEach(async () => {
    const described = await trial.asOwner('kms:DescribeKey', { KeyId: 'alias/aws/kinesis' });
    KeyId = (described as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
    expect(described).toMatchObject({ KeyMetadata: { KeyManager: 'AWS', KeyState: 'Enabled' } });
  });

  test.each([
    ['kms:PutKeyPolicy', { Policy: '{}' }],
    ['kms:CreateGrant', { GranteePrincipal: readerArn, Operations: ['Decrypt'] }],
    ['kms:ScheduleKeyDeletion', {}],
    ['kms:DisableKey', {}],
    ['kms:Encrypt', { Plaintext: Buffer.from('x') }],
  ])('refuses %s even to an administrator', async (action, input) => {
    expect(await trial.asOwner(action, { KeyId, ...input })).toContain(
      `is not authorized to perform: ${action} on resource: ${KeyId} because no resource-based policy allows`,
    );
  });

  test('shows its policy, and stays the same key', async () => {
    const shown = await trial.asOwner('kms:GetKeyPolicy', { KeyId });
    expect(shown).toMatchObject({ Policy: expect.stringContaining(`"kms:CallerAccount": "${owner}"`) });
    const again = await trial.asOwner('kms:DescribeKey', { KeyId: 'alias/aws/kinesis' });
    expect(again).toMatchObject({ KeyMetadata: { Arn: KeyId } });
  });
});
