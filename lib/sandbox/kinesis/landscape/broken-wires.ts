import { CONSUMER, PRODUCER, VIRGINIA } from '../../landscape/builder';
import type { Build } from '../../landscape/landscape';
import { registerAnew } from './fan-out';
import { closeKey, disableKey, type Keys, keyArn } from './keys';
import { KINESIS, makeRole } from './roles';
import { streamArnIn } from './stream-arn';
import { encrypt } from './streams';
import { consolePolicy, putPolicy } from './wires';

const CONSUMER_PLACE = { account: CONSUMER, region: VIRGINIA };
const PRODUCER_PLACE = { account: PRODUCER, region: VIRGINIA };

/** What has gone wrong with wires that once worked. How it shows is left to those who poll them. */
export async function breakWires(build: Build, keys: Keys): Promise<void> {
  await describeStreamLost(build);
  await grantTakenAway(build);
  await functionThrottled(build);
  await functionDeleted(build);
  await roleMadeAnew(build, keys);
  await registerAnew(build, 2.4, 'ad-impressions', 'attribution');
  await closeKey(build, 1.6, keys, 'subscriptions');
  await keyDisabled(build, keys);
  await keyChanged(build, keys);
}

async function describeStreamLost(build: Build): Promise<void> {
  const stream = 'inventory-updates';
  const text = consolePolicy(stream, 'StockSync', 'service-role/stock-sync-role-m3p8x1vd');
  await putPolicy(build, 3.2, { region: VIRGINIA, stream }, text);
}

async function grantTakenAway(build: Build): Promise<void> {
  const ResourceARN = streamArnIn(VIRGINIA, 'refunds');
  await build(9.4, PRODUCER_PLACE, 'kinesis', 'DeleteResourcePolicy', { ResourceARN });
}

async function functionThrottled(build: Build): Promise<void> {
  const input = { FunctionName: 'fraud-alerts', ReservedConcurrentExecutions: 0 };
  await build(1.1, CONSUMER_PLACE, 'lambda', 'PutFunctionConcurrency', input);
}

async function functionDeleted(build: Build): Promise<void> {
  await build(17.6, CONSUMER_PLACE, 'lambda', 'DeleteFunction', { FunctionName: 'heartbeat-watch' });
}

/** The stream's policy goes on naming the role that was, by its unique identifier. */
async function roleMadeAnew(build: Build, keys: Keys): Promise<void> {
  const role = { name: 'loyalty-mailer-exec', managed: KINESIS };
  const PolicyArn = `arn:aws:iam::aws:policy/service-role/${role.managed}`;
  const RoleName = role.name;
  await build(6.2, CONSUMER_PLACE, 'iam', 'DetachRolePolicy', { RoleName, PolicyArn });
  await build(6.2, CONSUMER_PLACE, 'iam', 'DeleteRole', { RoleName });
  await makeRole(build, keys, { ...role, daysAgo: 6.19, place: CONSUMER_PLACE });
}

/** The last tickets wait unread: nobody can write more. */
async function keyDisabled(build: Build, keys: Keys): Promise<void> {
  for (const [daysAgo, ticket] of [
    [0.62, 'T-20117'],
    [0.6, 'T-20118'],
  ] as const) {
    const Data = Buffer.from(JSON.stringify({ ticket, queue: 'returns' }));
    const record = { StreamARN: streamArnIn(VIRGINIA, 'support-tickets'), PartitionKey: ticket, Data };
    await build(daysAgo, PRODUCER_PLACE, 'kinesis', 'PutRecord', record);
  }
  await disableKey(build, 0.5, keys, 'support');
}

/** The stream moved to a new key, which its reader was not given. */
async function keyChanged(build: Build, keys: Keys): Promise<void> {
  await encrypt(build, 4.8, 'price-quotes', keyArn(keys, 'quotes-2026'));
}
