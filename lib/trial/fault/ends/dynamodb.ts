import { practiceRegion } from '@/lib/sandbox/accounts';
import { actAs } from '@/lib/sandbox/lambda/execution-role';
import type { World } from '@/lib/sandbox/world';
import { wireId } from '@/lib/wiring/discover/wire-id';
import { statementSid } from '@/lib/wiring/plan/our-statements';
import { type Administrators, producer, reader, role } from '../administrators';
import { type Snapshot, stable } from '../snapshot';
import type { Start } from '../start';
import { otherRole, sharedDocument } from '../statements';
import type { Ends } from './ends';

const table = `arn:aws:dynamodb:${practiceRegion}:${producer}:table/orders`;
const read = stable(`${table}/stream/{label}`);

const needed = ['DescribeStream', 'GetRecords', 'GetShardIterator'].map((name) => `dynamodb:${name}`);
const actions = { needed, others: ['dynamodb:GetResourcePolicy'] };

const on = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' };

type Made = { TableDescription: { LatestStreamArn?: string } };

function create(admin: Administrators, TableName: string, KMSMasterKeyId: string | null, isOn: boolean): Promise<Made> {
  return admin.ask<Made>(producer, 'dynamodb:CreateTable', {
    TableName,
    AttributeDefinitions: [{ AttributeName: 'OrderId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'OrderId', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...(KMSMasterKeyId === null ? {} : { SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId } }),
    ...(isOn ? { StreamSpecification: on } : {}),
  });
}

async function make(admin: Administrators, start: Start, keyArn: string | null, random: () => number): Promise<void> {
  await makeDecoy(admin);
  const { LatestStreamArn: arn } = (await create(admin, 'orders', keyArn, start.streamOn)).TableDescription;
  if (arn === undefined) return;
  const ownSid = statementSid(wireId('dynamodb', read, reader), 'Read');
  await putPolicy(admin, arn, sharedDocument(start, random, { actions, arn, ownSid }));
}

/** Another table, which no plan speaks of. */
async function makeDecoy(admin: Administrators): Promise<void> {
  const { LatestStreamArn: Resource = '' } = (await create(admin, 'orders-2', null, true)).TableDescription;
  const statement = { Effect: 'Allow', Principal: { AWS: otherRole }, Action: 'dynamodb:GetRecords', Resource };
  await putPolicy(admin, Resource, JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
}

async function putPolicy(admin: Administrators, ResourceArn: string, Policy: string | null): Promise<void> {
  if (Policy !== null) await admin.ask(producer, 'dynamodb:PutResourcePolicy', { ResourceArn, Policy });
}

function update(admin: Administrators, StreamSpecification: object): Promise<object> {
  return admin.ask(producer, 'dynamodb:UpdateTable', { TableName: 'orders', StreamSpecification });
}

async function takeAway(admin: Administrators, { tableStream }: Snapshot): Promise<void> {
  if (tableStream !== null) await update(admin, { StreamEnabled: false });
}

async function replace(admin: Administrators, now: Snapshot): Promise<void> {
  if (now.tableStream === null) return;
  await takeAway(admin, now);
  await update(admin, on);
}

async function blocker(world: World, admin: Administrators): Promise<string | null> {
  const id = `order-${Date.now()}`;
  await admin.ask(producer, 'dynamodb:PutItem', { TableName: 'orders', Item: { OrderId: { S: id } } });
  const { Table } = await admin.ask<{ Table: { LatestStreamArn: string } }>(producer, 'dynamodb:DescribeTable', {
    TableName: 'orders',
  });
  const StreamArn = Table.LatestStreamArn;
  const clock = { scale: 0, now: () => Date.now(), after: () => Date.now() };
  const { call } = actAs(world, clock, role, practiceRegion, 'reader');
  const ask = async <T>(operation: string, input: object) => (await call('dynamodb', operation, input)) as T;
  await ask('ListStreams', {});
  const { StreamDescription } = await ask<{ StreamDescription: { Shards: { ShardId: string }[] } }>('DescribeStream', {
    StreamArn,
  });
  for (const { ShardId } of StreamDescription.Shards) {
    const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    const iterator = await ask<object>('GetShardIterator', from);
    const { Records } = await ask<{ Records: object[] }>('GetRecords', iterator);
    if (JSON.stringify(Records).includes(id)) return null;
  }
  return 'the record does not come';
}

const operations = [
  'UpdateTable',
  'DescribeTable',
  'DescribeStream',
  'PutResourcePolicy',
  'DeleteResourcePolicy',
  'GetResourcePolicy',
];

const dynamodb: Ends = {
  source: table,
  read,
  managedPolicy: 'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole',
  actions: { half: needed.slice(0, 2), ownHalf: ['dynamodb:ListStreams'] },
  operations: operations.map((operation) => ['dynamodb', operation] as const),
  make,
  shared: ({ tableStream }) => ({ stream: tableStream?.arn ?? null, consumer: null }),
  readNow: ({ tableStream }) => tableStream?.arn,
  between: {
    look: 'DescribeTable',
    write: 'UpdateTable',
    isThere: ({ tableStream }) => tableStream !== null,
    make: (admin) => update(admin, on),
  },
  takeAway,
  replace,
  blocker,
};

export const ends = { dynamodb };
