import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
  ScanCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { PracticeSetup } from '@/lib/sandbox/practice';
import { productSetup } from '@/lib/sandbox/product-setup';
import { listConnections } from '@/lib/service/connection/list-connections';
import type { CheckedPlanRequest } from '@/lib/service/http/openapi/plan-request';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { planWire } from '@/lib/service/plan/plan-wire';
import { getRun } from '@/lib/service/run/get-run';
import { watchRun } from '@/lib/service/run/watch-run';
import { closeDatabase } from '@/lib/store/database';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Run } from '@/lib/wiring/run';
import { basicPolicy, lambdaTrust } from './sandbox/reader-role';
import { StagedPractice } from './sandbox/staged-practice';

/** A table whose stream is off, and a function of the other account that logs what it is given. */
export type OrdersEnds = Reader & { table: string; tableArn: string };

type Reader = { function: string; role: string; roleName: string };

export const managedPolicy = 'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole';

/** Without what the product shows: the first test has the seed's names for itself. */
const empty: PracticeSetup = {
  ...productSetup,
  services: productSetup.services.map(({ landscape: _, ...service }) => service),
};

const readerCode = {
  Runtime: 'nodejs20.x' as const,
  Handler: 'index.handler',
  code: zipSync({
    'index.js': strToU8('exports.handler = async (event) => { console.log(JSON.stringify(event)); };'),
  }),
};

/** Practice accounts for one test file, with a table and a function of its own for each test; the first has the seed's names. */
export class OrdersTrial {
  stage!: StagedPractice;
  ends!: OrdersEnds;
  dynamodb!: DynamoDBClient;

  private constructor(private readonly delay: number) {}

  /** `delay`: scale of AWS's delays. */
  static inEveryTest(delay = 0): OrdersTrial {
    const trial = new OrdersTrial(delay);
    let tests = 0;
    beforeAll(async () => {
      trial.stage = await StagedPractice.open({ delay, setup: empty });
      trial.dynamodb = new DynamoDBClient(trial.stage.administrator('producer'));
    });
    afterAll(async () => {
      await closeDatabase();
      await trial.stage.close();
    });
    beforeEach(async () => {
      trial.stage.practice.faults.clear();
      const more = tests === 0 ? '' : `-${tests}`;
      tests += 1;
      const tableArn = await trial.newTable(`Orders${more}`);
      const reader = await trial.newReader('consumer', `ProcessOrders${more}`);
      trial.ends = { table: `Orders${more}`, tableArn, ...reader };
    });
    return trial;
  }

  async newTable(TableName: string, more: Partial<CreateTableCommandInput> = {}): Promise<string> {
    const { TableDescription } = await this.dynamodb.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: 'OrderId', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'OrderId', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        ...more,
      }),
    );
    await this.settle();
    return TableDescription?.TableArn ?? '';
  }

  async deleteTable(): Promise<void> {
    await this.dynamodb.send(new DeleteTableCommand({ TableName: this.ends.table }));
    await this.settle();
  }

  async plan(over: Partial<CheckedPlanRequest> = {}): Promise<Plan> {
    const connections = await listConnections();
    const id = (account: string) => connections.find((one) => one.accountId === account)?.id ?? '';
    return planWire({
      kind: 'dynamodb',
      source: { connection: id('999900009999'), arn: this.ends.tableArn },
      reader: { connection: id('888800008888'), functionArn: this.ends.function },
      ...over,
    });
  }

  async settled(id: string): Promise<Run> {
    await watchRun(id, () => undefined, new AbortController().signal);
    return getRun(id);
  }

  async applied(plan: Plan): Promise<Run> {
    return this.settled(await applyPlan(plan.id));
  }

  /** As the owner of the table does it, by hand. */
  async switchStream(on: boolean): Promise<string> {
    const StreamSpecification = on
      ? { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const }
      : { StreamEnabled: false };
    const command = new UpdateTableCommand({ TableName: this.ends.table, StreamSpecification });
    const { TableDescription } = await this.dynamodb.send(command);
    await this.settle();
    return TableDescription?.LatestStreamArn ?? '';
  }

  /** The stream that is on, or `null`. */
  async stream(): Promise<string | null> {
    const { Table } = await this.dynamodb.send(new DescribeTableCommand({ TableName: this.ends.table }));
    const StreamArn = Table?.LatestStreamArn;
    if (StreamArn === undefined) return null;
    const streams = new DynamoDBStreamsClient(this.stage.administrator('producer'));
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    return StreamDescription?.StreamStatus === 'ENABLED' ? StreamArn : null;
  }

  async policy(ResourceArn: string): Promise<string | null> {
    try {
      return (await this.dynamodb.send(new GetResourcePolicyCommand({ ResourceArn }))).Policy ?? '';
    } catch (error) {
      if (error instanceof Error && error.name === 'PolicyNotFoundException') return null;
      throw error;
    }
  }

  async putPolicy(ResourceArn: string, ...statements: object[]): Promise<string> {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 3);
    await this.dynamodb.send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
    await this.settle();
    return Policy;
  }

  /** What somebody else lets a third account do. */
  theirs(Sid: string): object {
    const Principal = { AWS: 'arn:aws:iam::777700007777:root' };
    return { Sid, Effect: 'Allow', Principal, Action: 'dynamodb:DescribeStream', Resource: '*' };
  }

  /** A function of an account, with a role that has these policies beside its log. */
  async newReader(account: 'producer' | 'consumer', name: string, ...policies: string[]): Promise<Reader> {
    const { code, ...made } = readerCode;
    const admin = this.stage.administrator(account);
    const [iam, lambda] = [new IAMClient(admin), new LambdaClient(admin)];
    const trusted = { RoleName: name, AssumeRolePolicyDocument: lambdaTrust };
    const { Role } = await iam.send(new CreateRoleCommand(trusted));
    for (const PolicyArn of [basicPolicy, ...policies]) {
      await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
    }
    await this.settle();
    const command = { ...made, FunctionName: name, Role: Role?.Arn, Code: { ZipFile: code } };
    const { FunctionArn } = await lambda.send(new CreateFunctionCommand(command));
    await this.settle();
    return { function: FunctionArn ?? '', role: Role?.Arn ?? '', roleName: name };
  }

  /** A function of the table's own account that reads the stream. */
  async readAtHome(name: string, EventSourceArn: string): Promise<void> {
    await this.newReader('producer', name, managedPolicy);
    const lambda = new LambdaClient(this.stage.administrator('producer'));
    const reads = { FunctionName: name, EventSourceArn, StartingPosition: 'LATEST' as const };
    await lambda.send(new CreateEventSourceMappingCommand(reads));
  }

  /** Until AWS's delays are over, where there are any. */
  private async settle(): Promise<void> {
    if (this.delay > 0) await pause(60_000 * this.delay);
  }

  async items(TableName = this.ends.table): Promise<object[]> {
    return (await this.dynamodb.send(new ScanCommand({ TableName }))).Items ?? [];
  }

  /** Everything in both accounts that the wire of this test may touch, but for labels and ids that AWS makes up. */
  async standing(): Promise<object> {
    const stream = await this.stream();
    const { roleName, function: FunctionName, tableArn } = this.ends;
    const { PolicyNames = [] } = await this.stage.iam.send(new ListRolePoliciesCommand({ RoleName: roleName }));
    const mappings = await this.stage.lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
    return {
      stream: stream !== null,
      policy: (stream && (await this.policy(stream))?.replaceAll(stream, 'STREAM')) ?? null,
      tablePolicy: await this.policy(tableArn),
      attached: await this.stage.attached(roleName),
      inline: PolicyNames,
      mappings: (mappings.EventSourceMappings ?? []).map(({ EventSourceArn }) => EventSourceArn === stream),
    };
  }
}

export const callsOf = (plan: Pick<Plan, 'changes'>): string[] => plan.changes.map(({ call }) => call.call);
