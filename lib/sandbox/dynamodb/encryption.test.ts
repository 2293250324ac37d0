import { beforeEach, describe, expect, test } from 'vitest';
import { owner, policyOf, readerArn, TableTrial } from '@/lib/trial/sandbox/table-trial';

const refused =
  /^AccessDeniedException: KMS key access denied error: com\.amazonaws\.services\.kms\.model\.AWSKMSException: The ciphertext refers to a customer master key/;
const shared = {
  'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com',
  'kms:EncryptionContext:aws:dynamodb:tableName': 'Orders',
  'kms:EncryptionContext:aws:dynamodb:subscriberId': owner,
};

let trial: TableTrial;

beforeEach(async () => {
  trial = await TableTrial.open();
  await trial.put('1');
  await trial.asOwner('PutResourcePolicy', { ResourceArn: trial.streamArn, Policy: policyOf() });
  trial.staged.pass(20);
});

async function read(): Promise<unknown> {
  const input = { StreamArn: trial.streamArn, ShardId: await trial.shard(), ShardIteratorType: 'TRIM_HORIZON' };
  const answer = await trial.asReader('GetRecords', (await trial.asReader('GetShardIterator', input)) as object);
  return typeof answer === 'string' ? answer : (answer.Records as object[]).length;
}

async function encrypt(SSESpecification: object): Promise<Record<string, unknown> | undefined> {
  const answer = await trial.asOwner('UpdateTable', { TableName: 'Orders', SSESpecification });
  trial.staged.pass(10);
  if (typeof answer === 'string') throw new Error(answer);
  return (answer.TableDescription as { SSEDescription?: Record<string, unknown> }).SSEDescription;
}

async function makeKey(): Promise<string> {
  const made = await trial.staged.ask(trial.staged.administrator(owner), 'kms:CreateKey');
  return (made as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
}

/** As AWS's guide has a key for DynamoDB: whoever uses the table may, through DynamoDB, and grant it to AWS itself. */
async function guideKey(): Promise<string> {
  const root = { AWS: owner };
  const Bool = { 'kms:GrantIsForAWSResource': 'true' };
  const StringLike = { 'kms:ViaService': 'dynamodb.*.amazonaws.com' };
  const Statement = [
    {
      Effect: 'Allow',
      Principal: root,
      Action: 'kms:*',
      Resource: '*',
      Condition: { Bool: { 'aws:ViaAWSService': 'false' } },
    },
    { Effect: 'Allow', Principal: root, Action: 'kms:Decrypt', Resource: '*', Condition: { StringLike } },
    { Effect: 'Allow', Principal: root, Action: 'kms:CreateGrant', Resource: '*', Condition: { StringLike, Bool } },
  ];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const made = await trial.staged.ask(trial.staged.administrator(owner), 'kms:CreateKey', { Policy });
  if (typeof made === 'string') throw new Error(made);
  return (made as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
}

async function shareKey(KeyId: string, condition: Record<string, string> = shared): Promise<void> {
  const all = { Effect: 'Allow', Principal: { AWS: owner }, Action: 'kms:*', Resource: '*' };
  const Condition = { StringEquals: condition };
  const some = { Effect: 'Allow', Principal: { AWS: readerArn }, Action: 'kms:Decrypt', Resource: '*', Condition };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [all, some] });
  await trial.staged.ask(trial.staged.administrator(owner), 'kms:PutKeyPolicy', { KeyId, Policy });
  trial.staged.pass(10);
}

async function allowReader(resource: string): Promise<void> {
  const statement = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: resource };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const input = { RoleName: 'CrossAccountStreamProcessor', PolicyName: 'decrypt', PolicyDocument };
  await trial.asOther('iam:PutRolePolicy', input);
  trial.staged.pass(10);
}

describe('a stream whose table is encrypted', () => {
  test('under the key that AWS owns is read without a word of keys', async () => {
    expect(await read()).toBe(1);
    expect(await encrypt({ Enabled: true })).toMatchObject({ SSEType: 'KMS' });
    expect(await encrypt({ Enabled: false })).toBeUndefined();
    expect(await read()).toBe(1);
  });

  test('under the AWS managed key is read by its own account only, whatever policies say', async () => {
    const described = await encrypt({ Enabled: true });
    const KeyId = String(described?.KMSMasterKeyArn);
    const asked = await trial.staged.ask(trial.staged.administrator(owner), 'kms:DescribeKey', { KeyId });
    expect(asked).toMatchObject({
      KeyMetadata: {
        KeyManager: 'AWS',
        Description: 'Default key that protects my DynamoDB data when no other key is defined',
      },
    });
    await allowReader('*');
    expect(await read()).toMatch(refused);
    expect(await trial.records()).toHaveLength(1);
  });

  test('under a key of the customer needs both sides', async () => {
    const KMSMasterKeyId = await makeKey();
    expect(await encrypt({ Enabled: true, KMSMasterKeyId })).toMatchObject({ KMSMasterKeyArn: KMSMasterKeyId });
    expect(await read()).toMatch(refused);
    await shareKey(KMSMasterKeyId);
    expect(await read()).toMatch(refused);
    await allowReader(KMSMasterKeyId);
    expect(await read()).toBe(1);
  });

  test.each([
    ['another service', { ...shared, 'kms:ViaService': 'kinesis.us-east-1.amazonaws.com' }],
    ['another table', { ...shared, 'kms:EncryptionContext:aws:dynamodb:tableName': 'Carts' }],
    ['another account', { ...shared, 'kms:EncryptionContext:aws:dynamodb:subscriberId': '888800008888' }],
  ])('is not opened by a grant for %s', async (_, condition) => {
    const KMSMasterKeyId = await makeKey();
    await encrypt({ Enabled: true, KMSMasterKeyId });
    await allowReader(KMSMasterKeyId);
    await shareKey(KMSMasterKeyId, condition);
    expect(await read()).toMatch(refused);
  });

  test('stays open for five minutes to a reader whose permission is taken away', async () => {
    const KMSMasterKeyId = await makeKey();
    await encrypt({ Enabled: true, KMSMasterKeyId });
    await allowReader(KMSMasterKeyId);
    await shareKey(KMSMasterKeyId);
    expect(await read()).toBe(1);
    await shareKey(KMSMasterKeyId, { 'aws:PrincipalArn': 'nobody' });
    expect(await read()).toBe(1);
    trial.staged.pass(300);
    expect(await read()).toMatch(refused);
  });
});

test('a key that is for use through DynamoDB only may be chosen', async () => {
  const KMSMasterKeyId = await guideKey();
  expect(await encrypt({ Enabled: true, KMSMasterKeyId })).toMatchObject({ KMSMasterKeyArn: KMSMasterKeyId });
});

test('items of an encrypted table need the key as well, and choosing one needs it too', async () => {
  const KMSMasterKeyId = await makeKey();
  await encrypt({ Enabled: true, KMSMasterKeyId });
  expect(await trial.put('2')).toEqual({});
  trial.staged.pass(400);
  await trial.staged.ask(trial.staged.administrator(owner), 'kms:DisableKey', { KeyId: KMSMasterKeyId });
  expect(await trial.put('3')).toMatch(/^AccessDeniedException: KMS key access denied error: DisabledException: /);
  const SSESpecification = { Enabled: true, KMSMasterKeyId: 'alias/none' };
  expect(await trial.asOwner('UpdateTable', { TableName: 'Orders', SSESpecification })).toMatch(refused);
});

test('a change of a table of which a part is refused leaves its stream as it is', async () => {
  const input = {
    TableName: 'Orders',
    StreamSpecification: { StreamEnabled: false },
    SSESpecification: { Enabled: true, KMSMasterKeyId: 'alias/none' },
  };
  expect(await trial.asOwner('UpdateTable', input)).toMatch(refused);
  expect(await trial.asOwner('DescribeTable', { TableName: 'Orders' })).toMatchObject({
    Table: { StreamSpecification: { StreamEnabled: true } },
  });
});
