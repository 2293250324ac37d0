import { type Build, CONSUMER, PRODUCER, streamArnIn, VIRGINIA } from './builder';
import { makeRole } from './functions';
import { consolePolicy, putPolicy } from './wires';

const CONSUMER_PLACE = { account: CONSUMER, region: VIRGINIA };
const PRODUCER_PLACE = { account: PRODUCER, region: VIRGINIA };

/** What has gone wrong with wires that once worked. How it shows is left to those who poll them. */
export async function makeMishaps(build: Build): Promise<void> {
  await describeStreamLost(build);
  await grantTakenAway(build);
  await functionThrottled(build);
  await functionDeleted(build);
  await roleMadeAnew(build);
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
async function roleMadeAnew(build: Build): Promise<void> {
  const role = { name: 'loyalty-mailer-exec', managed: 'AWSLambdaKinesisExecutionRole' };
  const PolicyArn = `arn:aws:iam::aws:policy/service-role/${role.managed}`;
  const RoleName = role.name;
  await build(6.2, CONSUMER_PLACE, 'iam', 'DetachRolePolicy', { RoleName, PolicyArn });
  await build(6.2, CONSUMER_PLACE, 'iam', 'DeleteRole', { RoleName });
  await makeRole(build, 6.19, CONSUMER, role, VIRGINIA);
}
