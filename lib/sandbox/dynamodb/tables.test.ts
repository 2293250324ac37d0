import { beforeEach, describe, expect, test } from 'vitest';
import { TableTrial, tableArn } from '@/lib/trial/sandbox/table-trial';

let trial: TableTrial;

beforeEach(async () => {
  trial = await TableTrial.open();
});

const keyed = {
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};

type Table = Record<string, unknown> & { TableStatus: string; LatestStreamArn?: string };

async function describeTable(TableName = 'Orders'): Promise<Table | string> {
  const answer = await trial.asOwner('DescribeTable', { TableName });
  return typeof answer === 'string' ? answer : (answer.Table as Table);
}

test('a table is described as AWS does, by name and by ARN', async () => {
  const table = await describeTable();
  expect(table).toEqual({
    AttributeDefinitions: [{ AttributeName: 'OrderId', AttributeType: 'S' }],
    TableName: 'Orders',
    KeySchema: [{ AttributeName: 'OrderId', KeyType: 'HASH' }],
    TableStatus: 'ACTIVE',
    CreationDateTime: expect.any(Date),
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    TableSizeBytes: 0,
    ItemCount: 0,
    TableArn: tableArn,
    TableId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    LatestStreamLabel: '2026-01-05T12:00:00.000',
    LatestStreamArn: `${tableArn}/stream/2026-01-05T12:00:00.000`,
    DeletionProtectionEnabled: false,
  });
  expect(await describeTable(tableArn)).toEqual(table);
});

test('a table is CREATING for a while, and then DELETING, and then gone', async () => {
  await trial.asOwner('CreateTable', { ...keyed, TableName: 'Carts' });
  expect(await describeTable('Carts')).toMatchObject({ TableStatus: 'CREATING' });
  expect(await trial.asOwner('DeleteTable', { TableName: 'Carts' })).toBe(
    'ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: Carts',
  );
  const early = await trial.asOwner('PutItem', { TableName: 'Carts', Item: { id: { S: '1' } } });
  expect(early).toBe('ResourceNotFoundException: Requested resource not found');
  trial.staged.pass(10);
  expect(await trial.asOwner('DeleteTable', { TableName: 'Carts' })).toMatchObject({
    TableDescription: { TableStatus: 'DELETING' },
  });
  trial.staged.pass(10);
  expect(await describeTable('Carts')).toBe(
    'ResourceNotFoundException: Requested resource not found: Table: Carts not found',
  );
});

test('tables are listed in pages', async () => {
  for (const TableName of ['Carts', 'Returns']) await trial.asOwner('CreateTable', { ...keyed, TableName });
  expect(await trial.asOwner('ListTables', { Limit: 2 })).toEqual({
    TableNames: ['Carts', 'Orders'],
    LastEvaluatedTableName: 'Orders',
  });
  expect(await trial.asOwner('ListTables', { ExclusiveStartTableName: 'Orders' })).toEqual({ TableNames: ['Returns'] });
});

describe('CreateTable refuses', () => {
  const invalid = 'ValidationException: One or more parameter values were invalid: ';
  test.each([
    ['a name that exists', { TableName: 'Orders' }, 'ResourceInUseException: Table already exists: Orders'],
    ['a name too long', { TableName: 'x'.repeat(256) }, 'ValidationException: Invalid table/index name.'],
    ['a sort key first', { KeySchema: [{ AttributeName: 'id', KeyType: 'RANGE' }] }, `${invalid}Invalid KeySchema: `],
    ['a key that is not defined', { AttributeDefinitions: [] }, `${invalid}Some index key attributes are not defined`],
    ['no capacity', { BillingMode: 'PROVISIONED' }, `${invalid}ReadCapacityUnits and WriteCapacityUnits must both`],
    [
      'a stream of no view type',
      { StreamSpecification: { StreamEnabled: true } },
      `${invalid}StreamViewType is required`,
    ],
    ['indexes, which are not served', { GlobalSecondaryIndexes: [{}] }, 'ValidationException: The practice accounts'],
  ])('%s', async (_, more, refusal) => {
    const answer = await trial.asOwner('CreateTable', { ...keyed, TableName: 'Carts', ...more });
    expect(answer).toEqual(expect.stringContaining(refusal));
  });

  test('nothing that has 255 characters', async () => {
    const TableName = 'x'.repeat(255);
    expect(await trial.asOwner('CreateTable', { ...keyed, TableName })).toHaveProperty('TableDescription');
  });
});

describe('UpdateTable', () => {
  test('switches a stream off and on: another one under another label, while the old one stays named', async () => {
    expect(await trial.switchStream(true)).toBe(
      'ValidationException: Table already has an enabled stream: TableName: Orders',
    );
    expect(await trial.switchStream(false)).toBe(trial.streamArn);
    const off = await describeTable();
    expect(off).toMatchObject({ LatestStreamArn: trial.streamArn });
    expect(off).not.toHaveProperty('StreamSpecification');
    const remade = await trial.switchStream(true, 'KEYS_ONLY');
    expect(remade).toMatch(/\/stream\/2026-01-05T12:01:10\.000$/);
    expect(await describeTable()).toMatchObject({
      LatestStreamArn: remade,
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
    });
  });

  test('is refused while another change is under way, and when nothing is asked', async () => {
    const update = (more: object) => trial.asOwner('UpdateTable', { TableName: 'Orders', ...more });
    await update({ DeletionProtectionEnabled: true });
    expect(await update({ DeletionProtectionEnabled: false })).toBe(
      'ResourceInUseException: Attempt to change a resource which is still in use: Table is being updated: Orders',
    );
    trial.staged.pass(10);
    expect(await update({})).toMatch(/^ValidationException: At least one of /);
    expect(await trial.asOwner('DeleteTable', { TableName: 'Orders' })).toMatch(/currently protected against deletion/);
  });
});

test('tags are kept, and conditions know them', async () => {
  const ResourceArn = tableArn;
  await trial.asOwner('TagResource', { ResourceArn, Tags: [{ Key: 'team', Value: 'checkout' }] });
  expect(await trial.asOwner('ListTagsOfResource', { ResourceArn })).toEqual({
    Tags: [{ Key: 'team', Value: 'checkout' }],
  });
  const Condition = { StringEquals: { 'aws:ResourceTag/team': 'checkout' } };
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: '888800008888' }, Action: 'dynamodb:GetItem', Resource: '*', Condition },
  ];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  expect(await trial.asOwner('PutResourcePolicy', { ResourceArn, Policy })).toHaveProperty('RevisionId');
  trial.staged.pass(20);
  const get = () => trial.asOther('dynamodb:GetItem', { TableName: tableArn, Key: { OrderId: { S: '1' } } });
  expect(await get()).toEqual({});
  await trial.asOwner('UntagResource', { ResourceArn, TagKeys: ['team'] });
  expect(await get()).toMatch(/^AccessDeniedException: .* no resource-based policy allows the dynamodb:GetItem action/);
});
