import { beforeEach, describe, expect, test } from 'vitest';
import { context, KeyTrial, other, owner, readerArn } from '@/lib/trial/sandbox/key-trial';

const wrong = { 'aws:kinesis:arn': 'another stream' };
const denied = 'because no resource-based policy allows the kms:Decrypt action';

let trial: KeyTrial;

beforeEach(async () => {
  trial = await KeyTrial.open();
  await trial.letIdentity(['kms:Decrypt', 'kms:CreateGrant', 'kms:RetireGrant']);
});

async function listed(filter: object = {}): Promise<Record<string, unknown>[]> {
  const answer = await trial.asOwner('kms:ListGrants', { KeyId: trial.keyArn, ...filter });
  return (answer as { Grants: Record<string, unknown>[] }).Grants;
}

describe('a grant', () => {
  test('lets its grantee in a few seconds later, at once for whoever shows its token', async () => {
    const { GrantToken } = await trial.grant();
    expect(await trial.readerDecrypts()).toContain(denied);
    expect(await trial.readerDecrypts(context, { GrantTokens: [GrantToken] })).toBe('orders');
    trial.staged.pass(10);
    expect(await trial.readerDecrypts()).toBe('orders');
  });

  test('of another operation does not let it decrypt', async () => {
    await trial.grant({ Operations: ['DescribeKey', 'Encrypt'] });
    trial.staged.pass(10);
    expect(await trial.readerDecrypts()).toContain(denied);
  });

  test.each([
    ['the same context, to be included', { EncryptionContextSubset: context }, context, true],
    ['the same context, to be equal', { EncryptionContextEquals: context }, context, true],
    ['another context', { EncryptionContextSubset: wrong }, context, false],
    ['more than is there', { EncryptionContextSubset: { ...context, shard: '1' } }, context, false],
    ['less, to be equal', { EncryptionContextEquals: {} }, context, false],
    ['a resource that nothing asks on behalf of', { SourceArn: context['aws:kinesis:arn'] }, context, false],
  ])('that wants %s', async (_, Constraints, given, allowed) => {
    await trial.grant({ Constraints });
    trial.staged.pass(10);
    const answer = await trial.readerDecrypts(given);
    expect(allowed ? answer === 'orders' : answer.includes(denied)).toBe(true);
  });

  test('is listed as it was made', async () => {
    const Constraints = { EncryptionContextSubset: context };
    const { GrantId } = await trial.grant({ Name: 'Tributary', Constraints, Operations: ['DescribeKey', 'Decrypt'] });
    expect(await listed()).toEqual([
      {
        KeyId: trial.keyArn,
        GrantId,
        Name: 'Tributary',
        CreationDate: expect.any(Date),
        GranteePrincipal: readerArn,
        IssuingAccount: `arn:aws:iam::${owner}:root`,
        Operations: ['Decrypt', 'DescribeKey'],
        Constraints,
      },
    ]);
  });

  test('is made once where it is asked for again under its name', async () => {
    const first = await trial.grant({ Name: 'Tributary', Operations: ['Decrypt', 'DescribeKey'] });
    const again = await trial.grant({ Name: 'Tributary', Operations: ['DescribeKey', 'Decrypt'] });
    expect(again.GrantId).toBe(first.GrantId);
    expect(again.GrantToken).not.toBe(first.GrantToken);
    const others = [await trial.grant({ Name: 'Tributary' }), await trial.grant(), await trial.grant()];
    expect(new Set([first, ...others].map(({ GrantId }) => GrantId)).size).toBe(4);
  });

  test('is found by its id and its grantee, page by page', async () => {
    const { GrantId } = await trial.grant();
    await trial.grant({ GranteePrincipal: `arn:aws:iam::${other}:root` });
    expect(await listed({ GranteePrincipal: readerArn })).toMatchObject([{ GrantId }]);
    expect(await listed({ GrantId })).toMatchObject([{ GrantId }]);
    const first = await trial.asOwner('kms:ListGrants', { KeyId: trial.keyArn, Limit: 1 });
    expect(first).toMatchObject({ Truncated: true, Grants: [{ GrantId }] });
    const rest = { KeyId: trial.keyArn, Marker: (first as { NextMarker: string }).NextMarker };
    expect(await trial.asOwner('kms:ListGrants', rest)).toMatchObject({
      Truncated: false,
      Grants: [{ GranteePrincipal: `arn:aws:iam::${other}:root` }],
    });
  });

  test('goes to nobody who does not exist yet', async () => {
    const missing = await trial.grant({ GranteePrincipal: `arn:aws:iam::${other}:role/nobody` });
    expect(missing).toBe(
      `InvalidArnException: ARN does not refer to a valid principal: arn:aws:iam::${other}:role/nobody`,
    );
    const young = { GranteePrincipal: await trial.makeRole('young') };
    expect(await trial.grant(young)).toContain('InvalidArnException');
    trial.staged.pass(60);
    expect(await trial.grant(young)).toHaveProperty('GrantId');
  });

  test('is limited by what policies say of its operations and its grantee', async () => {
    const limited = {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: { 'ForAnyValue:StringNotEquals': { 'kms:GrantOperations': ['Decrypt', 'DescribeKey'] } },
    };
    const foreign = {
      ...limited,
      Condition: {
        ArnNotEquals: { 'kms:GranteePrincipal': readerArn },
        Bool: { 'kms:GrantIsForAWSResource': 'false' },
      },
    };
    expect(await trial.putPolicy(limited, foreign)).toEqual({});
    trial.staged.pass(10);
    expect(await trial.grant({ Operations: ['Decrypt', 'Encrypt'] })).toContain('explicit deny');
    expect(await trial.grant({ GranteePrincipal: `arn:aws:iam::${other}:root` })).toContain('explicit deny');
    expect(await trial.grant({ Operations: ['Decrypt', 'DescribeKey'] })).toHaveProperty('GrantId');
  });

  test('is handed on no wider than it is', async () => {
    const own = { EncryptionContextSubset: context };
    await trial.grant({ Operations: ['CreateGrant', 'Decrypt'], Constraints: own });
    trial.staged.pass(10);
    const handOn = (more: object) =>
      trial.asReader('kms:CreateGrant', { KeyId: trial.keyArn, GranteePrincipal: readerArn, ...more });
    expect(await handOn({ Operations: ['Decrypt'], Constraints: own })).toHaveProperty('GrantId');
    expect(await handOn({ Operations: ['Decrypt'] })).toContain('AccessDeniedException');
    expect(await handOn({ Operations: ['Encrypt'], Constraints: own })).toContain('AccessDeniedException');
  });

  test('is made on no key that is disabled', async () => {
    await trial.asOwner('kms:DisableKey', { KeyId: trial.keyArn });
    expect(await trial.grant()).toBe(`DisabledException: ${trial.keyArn} is disabled.`);
  });
});

describe('the end of a grant', () => {
  test('is seen in the list at once and by its grantee a few seconds later', async () => {
    const { GrantId } = await trial.grant();
    trial.staged.pass(10);
    expect(await trial.asOwner('kms:RevokeGrant', { KeyId: trial.keyArn, GrantId })).toEqual({});
    expect(await listed()).toEqual([]);
    expect(await trial.readerDecrypts()).toBe('orders');
    trial.staged.pass(10);
    expect(await trial.readerDecrypts()).toContain(denied);
    const again = await trial.asOwner('kms:RevokeGrant', { KeyId: trial.keyArn, GrantId });
    expect(again).toBe(`NotFoundException: Grant ID ${GrantId} not found`);
  });

  test('gives a later grant of the same name a life of its own', async () => {
    const first = await trial.grant({ Name: 'Tributary' });
    await trial.asOwner('kms:RevokeGrant', { KeyId: trial.keyArn, GrantId: first.GrantId });
    const second = await trial.grant({ Name: 'Tributary' });
    expect(second.GrantId).not.toBe(first.GrantId);
    trial.staged.pass(60);
    expect(await trial.readerDecrypts()).toBe('orders');
  });

  test('is up to its retiring principal, and to its grantee only where it says so', async () => {
    const { GrantId: without } = await trial.grant();
    const retire = (GrantId: string) => trial.asReader('kms:RetireGrant', { KeyId: trial.keyArn, GrantId });
    expect(await retire(without)).toContain('no resource-based policy allows the kms:RetireGrant action');
    const { GrantToken } = await trial.grant({ RetiringPrincipal: readerArn });
    expect(await trial.asReader('kms:RetireGrant', { GrantToken })).toEqual({});
    const { GrantId } = await trial.grant({ Operations: ['Decrypt', 'RetireGrant'] });
    trial.staged.pass(10);
    expect(await retire(without)).toContain('AccessDeniedException');
    expect(await retire(GrantId)).toEqual({});
    expect(await listed()).toMatchObject([{ GrantId: without }]);
  });
});
