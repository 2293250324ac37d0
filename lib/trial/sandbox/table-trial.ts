import type { TableDescription } from '@aws-sdk/client-dynamodb';
import type { _Record as ChangeRecord } from '@aws-sdk/client-dynamodb-streams';
import { pollsSettled } from '@/lib/sandbox/lambda/poll-mappings';
import { zipOf } from '@/lib/sandbox/lambda/zip';
import { servicesOf } from '@/lib/sandbox/served';
import { assumeAsService } from '@/lib/sandbox/sts/assume-as-service';
import { type StagedWorld, stageWorld } from './staged-world';

export const owner = '999900009999';
const other = '888800008888';
export const readerArn = `arn:aws:iam::${other}:role/CrossAccountStreamProcessor`;
export const tableArn = `arn:aws:dynamodb:us-east-1:${owner}:table/Orders`;

const reads = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** The table of one practice account, with a stream, and a role of another that could read it. */
export class TableTrial {
  private constructor(
    readonly staged: StagedWorld,
    readonly streamArn: string,
  ) {}

  /** `more` goes into CreateTable. */
  static async open(more: object = {}): Promise<TableTrial> {
    const staged = await stageWorld();
    const input = {
      TableName: 'Orders',
      AttributeDefinitions: [{ AttributeName: 'OrderId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'OrderId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      ...more,
    };
    const made = await staged.ask(staged.administrator(owner), 'dynamodb:CreateTable', input);
    if (typeof made === 'string') throw new Error(made);
    const { LatestStreamArn = '' } = made.TableDescription as TableDescription;
    const trial = new TableTrial(staged, LatestStreamArn);
    await trial.makeReader();
    staged.pass(60);
    return trial;
  }

  asOwner(operation: string, input: object = {}) {
    return this.staged.ask(this.staged.administrator(owner), `dynamodb:${operation}`, input);
  }

  asOther(action: string, input: object = {}) {
    return this.staged.ask(this.staged.administrator(other), action, input);
  }

  asReader(operation: string, input: object = {}) {
    const { world, clock } = this.staged;
    const reader = assumeAsService(world, clock, readerArn, 'lambda.amazonaws.com', 'ProcessOrders');
    return this.staged.ask(reader, `dynamodb:${operation}`, input);
  }

  /** Puts an order of this id, with what else it has. */
  put(OrderId: string, more: object = {}) {
    return this.asOwner('PutItem', { TableName: 'Orders', Item: { OrderId: { S: OrderId }, ...more } });
  }

  /** The records of the stream's first shard from its beginning. */
  async records(streamArn = this.streamArn): Promise<ChangeRecord[]> {
    const ShardId = await this.shard(streamArn);
    const from = { StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    const iterator = await this.asOwner('GetShardIterator', from);
    const read = await this.asOwner('GetRecords', iterator as object);
    if (typeof read === 'string') throw new Error(read);
    return read.Records as ChangeRecord[];
  }

  async shard(StreamArn = this.streamArn): Promise<string> {
    const described = await this.asOwner('DescribeStream', { StreamArn });
    if (typeof described === 'string') throw new Error(described);
    return (described.StreamDescription as { Shards: { ShardId: string }[] }).Shards[0]?.ShardId ?? '';
  }

  async switchStream(on: boolean, StreamViewType = 'NEW_AND_OLD_IMAGES'): Promise<string> {
    const StreamSpecification = on ? { StreamEnabled: true, StreamViewType } : { StreamEnabled: false };
    const updated = await this.asOwner('UpdateTable', { TableName: 'Orders', StreamSpecification });
    if (typeof updated === 'string') return updated;
    this.staged.pass(10);
    return (updated.TableDescription as TableDescription).LatestStreamArn ?? '';
  }

  async share(): Promise<void> {
    const put = await this.asOwner('PutResourcePolicy', { ResourceArn: this.streamArn, Policy: policyOf() });
    if (typeof put === 'string') throw new Error(put);
    this.staged.pass(20);
  }

  async makeFunction(code: string, FunctionName = 'ProcessOrders'): Promise<void> {
    const made = await this.asOther('lambda:CreateFunction', {
      FunctionName,
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Role: readerArn,
      Code: { ZipFile: zipOf({ 'index.js': code }) },
      Timeout: 10,
    });
    if (typeof made === 'string') throw new Error(made);
    this.staged.pass(10);
  }

  /** The answer to a mapping that reads the whole stream, or the refusal. */
  map(more: object = {}) {
    const input = { EventSourceArn: this.streamArn, FunctionName: 'ProcessOrders', StartingPosition: 'TRIM_HORIZON' };
    return this.asOther('lambda:CreateEventSourceMapping', { ...input, ...more });
  }

  /** What the mapping of a function says of its last batch. */
  async result(FunctionName = 'ProcessOrders'): Promise<string | undefined> {
    const answer = await this.asOther('lambda:ListEventSourceMappings', { FunctionName });
    if (typeof answer === 'string') throw new Error(answer);
    const [mapping] = answer.EventSourceMappings as { LastProcessingResult?: string }[];
    return mapping?.LastProcessingResult;
  }

  /** Lets time pass, second by second, with everything that runs on its own. */
  async wait(seconds: number): Promise<void> {
    const { world, clock } = this.staged;
    for (let passed = 0; passed < seconds; passed += 1) {
      this.staged.pass(1);
      for (const service of servicesOf(world)) await service.tick?.(world, clock);
      await pollsSettled(world);
    }
  }

  /** What functions wrote to their log, oldest first. */
  async lines(FunctionName = 'ProcessOrders'): Promise<string[]> {
    const answer = await this.asOther('logs:FilterLogEvents', { logGroupName: `/aws/lambda/${FunctionName}` });
    return typeof answer === 'string' ? [] : (answer.events as { message: string }[]).map(({ message }) => message);
  }

  private async makeReader(): Promise<void> {
    const RoleName = 'CrossAccountStreamProcessor';
    await this.asOther('iam:CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
    const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole';
    await this.asOther('iam:AttachRolePolicy', { RoleName, PolicyArn });
  }
}

/** A policy of one statement, for the reader unless it says otherwise. */
export function policyOf(statement: object = {}): string {
  const { Sid, ...rest } = { Sid: 'Read', ...statement };
  const first = { Sid, Effect: 'Allow', Principal: { AWS: readerArn }, Action: reads, Resource: '*', ...rest };
  return JSON.stringify({ Version: '2012-10-17', Statement: [first] });
}
