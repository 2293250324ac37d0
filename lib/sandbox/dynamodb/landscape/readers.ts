import { CONSUMER, PRODUCER, VIRGINIA } from '../../landscape/builder';
import { makeFunction } from '../../landscape/functions';
import type { Build } from '../../landscape/landscape';
import { consoleRole, makeRole, type Role } from '../../landscape/roles';
import { telling } from './code';
import { putPolicy, type Streams, type TableName } from './tables';

const EXECUTION = 'AWSLambdaDynamoDBExecutionRole';
const READS = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];

/** What a stream's policy allows, and not `ListStreams`: no mapping is taken with it. */
const leastPrivilege = [
  {
    Sid: 'Read',
    Effect: 'Allow',
    Action: READS,
    Resource: `arn:aws:dynamodb:${VIRGINIA}:${PRODUCER}:table/delivery-slots/stream/*`,
  },
  {
    Sid: 'Log',
    Effect: 'Allow',
    Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: '*',
  },
];

/** A function, the role that it runs as, and the table whose stream it reads or is meant to read. */
type Reader = {
  name: string;
  table: TableName;
  account?: string;
  description: string;
  done: string;
  role: Role;
  /** Made on the day before its mapping. */
  daysAgo: number;
  /** Nobody has mapped it. */
  unmapped?: true;
};

/** Those who come first have their turn first where a shard has more than two readers. */
const readers: readonly Reader[] = [
  {
    name: 'inventory-history',
    table: 'inventory-levels',
    account: PRODUCER,
    description: 'Keeps every level there was.',
    done: 'kept level of',
    role: consoleRole('inventory-history-role-d1x6j0va', EXECUTION),
    daysAgo: 260,
  },
  {
    name: 'order-status-projector',
    table: 'order-status',
    description: 'Keeps what customers see of their orders up to date.',
    done: 'projected order',
    role: consoleRole('order-status-projector-role-v7k2p4xs', EXECUTION),
    daysAgo: 230,
  },
  {
    name: 'abandoned-carts',
    table: 'shopping-carts',
    description: 'Reminds customers of what they left in their carts.',
    done: 'noted cart',
    role: consoleRole('abandoned-carts-role-n3f8d6qy', EXECUTION),
    daysAgo: 175,
  },
  {
    name: 'catalogue-indexer',
    table: 'product-catalogue',
    description: 'Keeps the product search up to date.',
    done: 'indexed product',
    role: consoleRole('catalogue-indexer-role-b5r1t9wm', EXECUTION),
    daysAgo: 320,
  },
  {
    name: 'profile-sync',
    table: 'customer-profiles',
    description: 'Hands customers on to the CRM.',
    done: 'synchronised customer',
    role: consoleRole('profile-sync-role-k8c4z2gh', EXECUTION),
    daysAgo: 400,
  },
  {
    name: 'stock-level-cache',
    table: 'inventory-levels',
    description: 'Levels for the shop.',
    done: 'cached level of',
    role: consoleRole('stock-level-cache-role-y9m5s3eu', EXECUTION),
    daysAgo: 140,
  },
  {
    name: 'reorder-alerts',
    table: 'inventory-levels',
    description: 'Tells buyers what runs out.',
    done: 'looked at level of',
    role: consoleRole('reorder-alerts-role-f2q7w1ln', EXECUTION),
    daysAgo: 12,
  },
  {
    name: 'slot-reminders',
    table: 'delivery-slots',
    description: 'Reminds customers of their delivery.',
    done: 'planned a reminder for slot',
    role: { name: 'slot-reminders-exec', path: '/logistics/', inline: { 'read-delivery-slots': leastPrivilege } },
    daysAgo: 30,
    unmapped: true,
  },
];

/** Functions with their roles, the streams' policies that let them in, and their mappings. */
export async function makeReaders(build: Build, streams: Streams): Promise<void> {
  for (const reader of readers) {
    const { name, table, account = CONSUMER, description, done, role, daysAgo } = reader;
    const place = { account, region: VIRGINIA };
    await makeRole(build, daysAgo, account, role);
    await makeFunction(build, daysAgo, place, roleArn(reader), { name, code: telling(done), description, timeout: 30 });
    if (account !== PRODUCER) await share(build, daysAgo - 0.5, streams[table], readersOf(table, reader));
    if (reader.unmapped) continue;
    const mapping = { EventSourceArn: streams[table], FunctionName: name, StartingPosition: 'TRIM_HORIZON' };
    await build(daysAgo - 1, place, 'lambda', 'CreateEventSourceMapping', mapping);
  }
}

/** The ARN of a function's role. */
export function roleOf(functionName: string): string {
  const reader = readers.find(({ name }) => name === functionName);
  if (!reader) throw new Error(`there is no function ${functionName}`);
  return roleArn(reader);
}

async function share(build: Build, daysAgo: number, streamArn: string, roles: string[]): Promise<void> {
  const statement = { Sid: 'Readers', Effect: 'Allow', Principal: { AWS: roles }, Action: READS, Resource: streamArn };
  await putPolicy(build, daysAgo, streamArn, statement);
}

/** Those of other accounts who read a table's stream, up to one of them. */
function readersOf(table: TableName, last: Reader): string[] {
  const until = readers.slice(0, readers.indexOf(last) + 1);
  return until.filter((each) => each.table === table && each.account !== PRODUCER).map(roleArn);
}

function roleArn({ account = CONSUMER, role: { name, path = '/' } }: Reader): string {
  return `arn:aws:iam::${account}:role${path}${name}`;
}
