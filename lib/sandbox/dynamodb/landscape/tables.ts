import type { CreateTableOutput, StreamViewType } from '@aws-sdk/client-dynamodb';
import { PRODUCER, VIRGINIA } from '../../landscape/builder';
import type { Build } from '../../landscape/landscape';
import { arnOf } from '../arn';

const PLACE = { account: PRODUCER, region: VIRGINIA };

/** A table by the name of its partition key. */
const tables = {
  'order-status': { key: 'OrderId', tags: { team: 'checkout', env: 'production' }, daysAgo: 240 },
  'shopping-carts': { key: 'CartId', tags: { team: 'web', env: 'production' }, daysAgo: 190 },
  'product-catalogue': { key: 'Sku', tags: { team: 'catalogue' }, daysAgo: 330 },
  'customer-profiles': { key: 'CustomerId', tags: { team: 'crm', gdpr: 'yes' }, daysAgo: 410 },
  'inventory-levels': { key: 'Sku', tags: { team: 'warehouse', env: 'production' }, daysAgo: 275 },
  'delivery-slots': { key: 'SlotId', tags: { team: 'logistics' }, daysAgo: 85 },
} as const;

export type TableName = keyof typeof tables;

/** ARNs of the tables' streams. */
export type Streams = Readonly<Record<TableName, string>>;

export async function makeTables(build: Build): Promise<Streams> {
  const streams: Partial<Record<TableName, string>> = {};
  for (const name of Object.keys(tables) as TableName[]) streams[name] = await makeTable(build, name);
  return streams as Streams;
}

export function keyOf(table: TableName): string {
  return tables[table].key;
}

/** The stream is made anew: with another view type, under another label. */
export async function makeStreamAnew(build: Build, daysAgo: number, table: TableName): Promise<void> {
  await updateTable(build, daysAgo, table, { StreamSpecification: { StreamEnabled: false } });
  await updateTable(build, daysAgo, table, { StreamSpecification: stream('NEW_AND_OLD_IMAGES') });
}

/** The table moves from the key that AWS owns to the one that AWS manages for the account. */
export async function encrypt(build: Build, daysAgo: number, table: TableName): Promise<void> {
  await updateTable(build, daysAgo, table, { SSESpecification: { Enabled: true } });
}

export async function putPolicy(build: Build, daysAgo: number, ResourceArn: string, statement: object): Promise<void> {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
  await build(daysAgo, PLACE, 'dynamodb', 'PutResourcePolicy', { ResourceArn, Policy });
}

export async function deletePolicy(build: Build, daysAgo: number, ResourceArn: string): Promise<void> {
  await build(daysAgo, PLACE, 'dynamodb', 'DeleteResourcePolicy', { ResourceArn });
}

export function tableArnOf(table: TableName): string {
  return arnOf({ accountId: PRODUCER, region: VIRGINIA, table });
}

async function makeTable(build: Build, TableName: TableName): Promise<string> {
  const { key, tags, daysAgo } = tables[TableName];
  const made = (await build(daysAgo, PLACE, 'dynamodb', 'CreateTable', {
    TableName,
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: stream('NEW_IMAGE'),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  })) as CreateTableOutput;
  return made.TableDescription?.LatestStreamArn ?? '';
}

async function updateTable(build: Build, daysAgo: number, TableName: TableName, change: object): Promise<void> {
  await build(daysAgo, PLACE, 'dynamodb', 'UpdateTable', { TableName, ...change });
}

function stream(StreamViewType: StreamViewType) {
  return { StreamEnabled: true, StreamViewType };
}
