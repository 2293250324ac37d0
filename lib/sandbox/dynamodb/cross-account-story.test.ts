import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  PutItemCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { stageWorld } from '@/lib/trial/sandbox/staged-world';
import { practiceAccounts } from '../accounts';
import type { Clock } from '../clock';
import { handle } from '../handle';
import { pollsSettled } from '../lambda/poll-mappings';
import { pythonAvailable } from '../lambda/python';
import { closeRuntimes } from '../lambda/warm-runtimes';
import { zipOf } from '../lambda/zip';
import { servicesOf } from '../served';
import { type Endpoint, openEndpoint } from '../server';
import type { World } from '../world';

const TableName = 'Orders';
const RoleName = 'CrossAccountStreamProcessor';
const FunctionName = 'ProcessOrders';
const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole';

const inPython = `import json

def handler(event, context):
    print(json.dumps(event, indent=2))
    return {'statusCode': 200}
`;
const inJavaScript = 'exports.handler = async (event) => { console.log(JSON.stringify(event, null, 2)); };';
const code = pythonAvailable()
  ? { Runtime: 'python3.12' as const, ZipFile: zipOf({ 'index.py': inPython }) }
  : { Runtime: 'nodejs22.x' as const, ZipFile: zipOf({ 'index.js': inJavaScript }) };

const statement = (more: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });

type Client = { config: { systemClockOffset: number }; destroy(): void };

/** Two accounts as somebody with a terminal for each has them. */
class Terminals {
  readonly refusals: string[] = [];
  private readonly started = Date.now();
  private readonly open: Client[] = [];

  private constructor(
    private readonly world: World,
    private readonly clock: Clock & { pass(seconds: number): void },
    readonly endpoint: Endpoint,
  ) {}

  static async open(scale: number): Promise<Terminals> {
    const { world, clock: staged, pass } = await stageWorld(Date.now());
    const { now } = staged;
    const clock = { scale, now, pass, after: (seconds: number) => now() + seconds * 1000 * scale };
    const endpoint = await openEndpoint(0, (request) => handle(world, clock, request));
    return new Terminals(world, clock, endpoint);
  }

  client<C extends Client>(Kind: new (settings: object) => C, account: 'producer' | 'consumer'): C {
    const { accessKeyId, secretAccessKey } = practiceAccounts.find(({ name }) => name === account) ?? {};
    const client = new Kind({
      endpoint: `http://127.0.0.1:${this.endpoint.port}`,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
    });
    this.open.push(client);
    return client;
  }

  /** Asks again after a while, as long as it is refused. */
  async insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof Error) || tries > 20) throw error;
        this.refusals.push(`${error.name}: ${error.message}`);
        await this.wait(2);
      }
    }
  }

  async wait(seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 1) {
      this.clock.pass(1);
      for (const service of servicesOf(this.world)) await service.tick?.(this.world, this.clock);
      await pollsSettled(this.world);
    }
    for (const { config } of this.open) config.systemClockOffset = this.clock.now() - this.started;
  }

  async close(): Promise<void> {
    for (const client of this.open) client.destroy();
    await this.endpoint.close();
  }
}

let terminals: Terminals;

afterEach(() => terminals.close());
afterAll(closeRuntimes);

/** The set-up of "Simplify cross-account stream processing with AWS Lambda and Amazon DynamoDB", command by command. */
async function setUp() {
  const iam = terminals.client(IAMClient, 'consumer');
  const lambda = terminals.client(LambdaClient, 'consumer');
  const dynamodb = terminals.client(DynamoDBClient, 'producer');
  const trust = statement({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const { Runtime, ZipFile } = code;
  // A busy machine may take longer to start a runtime than the three seconds that functions have by default.
  const uploaded = { FunctionName, Timeout: 60, Runtime, Role: Role?.Arn, Handler: 'index.handler', Code: { ZipFile } };
  await terminals.insist(() => lambda.send(new CreateFunctionCommand(uploaded)));
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'OrderId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'OrderId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  const streamArn = TableDescription?.LatestStreamArn;
  const Action = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
  const Sid = 'AllowCrossAccountStreamAccess';
  const Policy = statement({ Sid, Principal: { AWS: Role?.Arn }, Action, Resource: '*' });
  await terminals.insist(() => dynamodb.send(new PutResourcePolicyCommand({ ResourceArn: streamArn, Policy })));
  const wanted = { FunctionName, EventSourceArn: streamArn, StartingPosition: 'LATEST' as const };
  const { UUID } = await terminals.insist(() => lambda.send(new CreateEventSourceMappingCommand(wanted)));
  return { iam, lambda, dynamodb, UUID };
}

async function log(): Promise<string> {
  const logs = terminals.client(CloudWatchLogsClient, 'consumer');
  await terminals.wait(0);
  const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${FunctionName}` }));
  return (events ?? []).map(({ message }) => message).join('');
}

describe('the seed’s commands, in its order', () => {
  test('make a wire when each is repeated as its refusal asks, until the function is handed an INSERT', async () => {
    terminals = await Terminals.open(1);
    const { iam, lambda, dynamodb, UUID } = await setUp();
    expect([...new Set(terminals.refusals)]).toEqual([
      'InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.',
      'ResourceInUseException: Attempt to change a resource which is still in use: Stream is being enabled: ' +
        `arn:aws:dynamodb:us-east-1:999900009999:table/Orders/stream/${refusedLabel()}`,
      expect.stringMatching(
        /^InvalidParameterValueException: Cannot access stream arn:aws:dynamodb:.* ListStreams Actions/,
      ),
    ]);
    await terminals.wait(15);
    const Item = { OrderId: { S: 'order-1' }, Total: { N: '99.50' } };
    await dynamodb.send(new PutItemCommand({ TableName, Item }));
    await terminals.wait(3);
    expect(await log()).toMatch(/"eventName": "INSERT".*"OrderId": \{\s+"S": "order-1".*"N": "99.5"/s);

    await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    await dynamodb.send(new DeleteTableCommand({ TableName }));
  });

  test('make it at the first try where AWS has no delays', async () => {
    terminals = await Terminals.open(0);
    const { dynamodb } = await setUp();
    expect(terminals.refusals).toEqual([]);
    await terminals.wait(1);
    await dynamodb.send(new PutItemCommand({ TableName, Item: { OrderId: { S: 'order-1' } } }));
    await terminals.wait(1);
    expect(await log()).toContain('"eventName": "INSERT"');
    // What was asked is accepted, not done, however little time that takes.
    const { TableDescription } = await dynamodb.send(new DeleteTableCommand({ TableName }));
    expect(TableDescription?.TableStatus).toBe('DELETING');
  });
});

/** The label of the stream that was too young: the moment of its table. */
function refusedLabel(): string {
  return terminals.refusals.join('\n').match(/stream\/([0-9T:.-]+)/)?.[1] ?? '';
}
