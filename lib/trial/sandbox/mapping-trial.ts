import { deserialize, serialize } from 'node:v8';
import { administratorOf } from '@/lib/sandbox/accounts';
import type { Clock } from '@/lib/sandbox/clock';
import { pollsSettled } from '@/lib/sandbox/lambda/poll-mappings';
import { zipOf } from '@/lib/sandbox/lambda/zip';
import { makeAccounts } from '@/lib/sandbox/make-accounts';
import { perform } from '@/lib/sandbox/perform';
import { switchLimits } from '@/lib/sandbox/rate-limit';
import { serve, servicesOf } from '@/lib/sandbox/served';
import { Fault } from '@/lib/sandbox/service';
import { emptyWorld, type World } from '@/lib/sandbox/world';
import { kinesisPolicy } from '@/lib/trial/sandbox/reader-role';

export const streamArn = 'arn:aws:kinesis:us-east-1:999900009999:stream/kds-sharing-example1';
export const roleArn = 'arn:aws:iam::888800008888:role/service-role/kds-reader1-role-q6zcv9kq';
export const functionArn = 'arn:aws:lambda:us-east-1:888800008888:function:kds-reader1';

const accountIds = { producer: '999900009999', consumer: '888800008888' };

const printing = 'exports.handler = async (event) => { console.log(JSON.stringify(event)); return true; };';

/** What a stream's policy grants a reader; the console's editor leaves the first one out. */
export const readActions = ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'];

/**
 * Two practice accounts with a stream, a role and a function to try mappings on, under a clock that only moves when
 * told to. AWS's delays are scaled to nothing until `clock.scale` says otherwise.
 */
export class MappingTrial {
  world: World = emptyWorld();
  readonly clock: Clock & { time: number };

  private constructor() {
    const clock = {
      scale: 0,
      time: Date.UTC(2026, 10, 20, 9),
      now: () => clock.time,
      after: (seconds: number) => clock.time + seconds * 1000 * clock.scale,
    };
    this.clock = clock;
  }

  static async open(): Promise<MappingTrial> {
    const trial = new MappingTrial();
    await makeAccounts(trial.world, trial.clock);
    return trial;
  }

  /** A request of an administrator, `producer` or `consumer`. The answer's shape is what the test says it is. */
  async ask<Answer>(account: 'producer' | 'consumer', service: string, operation: string, input: object) {
    const caller = administratorOf(this.world, accountIds[account]);
    const request = { service, operation, input, caller, region: 'us-east-1' };
    return (await perform(this.world, this.clock, request)) as Answer;
  }

  lambda<Answer>(operation: string, input: object) {
    return this.ask<Answer>('consumer', 'lambda', operation, input);
  }

  /** The fault that a request of the consumer's administrator to Lambda ends with. */
  async fault(operation: string, input: object): Promise<{ code: string; message: string; status: number }> {
    try {
      await this.lambda(operation, input);
    } catch (error) {
      if (error instanceof Fault) return { code: error.code, message: error.message, status: error.status };
      throw error;
    }
    throw new Error(`${operation} was answered without a fault`);
  }

  /** Lets time pass, second by second, with everything that runs on its own. */
  async wait(seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 1) {
      this.clock.time += 1000;
      for (const service of servicesOf(this.world)) await service.tick?.(this.world, this.clock);
      await pollsSettled(this.world);
    }
  }

  /** Stops the accounts and starts them again from what a snapshot keeps. */
  restart(): void {
    const services = servicesOf(this.world);
    this.world = deserialize(serialize(this.world)) as World;
    serve(this.world, services);
    this.withoutLimits();
  }

  withoutLimits(): void {
    switchLimits(this.world, false);
  }

  async makeStream(shards = 1): Promise<void> {
    await this.ask('producer', 'kinesis', 'CreateStream', { StreamName: 'kds-sharing-example1', ShardCount: shards });
    await this.wait(1);
  }

  async share(actions: readonly string[] = readActions): Promise<void> {
    const statement = {
      Sid: 'ReaderRead',
      Effect: 'Allow',
      Principal: { AWS: roleArn },
      Action: actions.map((action) => `kinesis:${action}`),
      Resource: streamArn,
    };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await this.ask('producer', 'kinesis', 'PutResourcePolicy', { ResourceARN: streamArn, Policy: policy });
  }

  async makeRole(policies: readonly string[] = [kinesisPolicy], service = 'lambda.amazonaws.com'): Promise<void> {
    await this.ask('consumer', 'iam', 'CreateRole', {
      Path: '/service-role/',
      RoleName: 'kds-reader1-role-q6zcv9kq',
      AssumeRolePolicyDocument: trust(service),
    });
    for (const PolicyArn of policies) {
      await this.ask('consumer', 'iam', 'AttachRolePolicy', { RoleName: 'kds-reader1-role-q6zcv9kq', PolicyArn });
    }
  }

  async makeFunction(code = printing, more: object = {}): Promise<void> {
    await this.lambda('CreateFunction', {
      FunctionName: 'kds-reader1',
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Role: roleArn,
      Code: { ZipFile: zipOf({ 'index.js': code }) },
      Timeout: 10,
      ...more,
    });
  }

  /** Stream, policy, role and function, all in order. */
  async prepare(code?: string, more?: object): Promise<void> {
    this.withoutLimits();
    await this.makeStream();
    await this.makeRole();
    await this.share();
    await this.makeFunction(code, more);
  }

  /** A mapping that reads everything, and its UUID. */
  async map(more: object = {}): Promise<string> {
    const input = { EventSourceArn: streamArn, FunctionName: 'kds-reader1', StartingPosition: 'TRIM_HORIZON', ...more };
    const { UUID } = await this.lambda<{ UUID: string }>('CreateEventSourceMapping', input);
    return UUID;
  }

  async put(...texts: string[]): Promise<void> {
    for (const text of texts) await this.putWithKey('DUMMY1', text);
  }

  async putWithKey(PartitionKey: string, text: string): Promise<void> {
    const record = { StreamName: 'kds-sharing-example1', PartitionKey, Data: Buffer.from(text) };
    await this.ask('producer', 'kinesis', 'PutRecord', record);
  }

  async mapping(UUID: string) {
    return this.lambda<{ State: string; LastProcessingResult: string }>('GetEventSourceMapping', { UUID });
  }

  /** All lines in the function's log group, oldest first; none while there is no such group. */
  async lines(): Promise<string[]> {
    const input = { logGroupName: '/aws/lambda/kds-reader1' };
    try {
      const answer = await this.ask<{ events: { message: string }[] }>('consumer', 'logs', 'FilterLogEvents', input);
      return answer.events.map(({ message }) => message);
    } catch (error) {
      if (error instanceof Fault && error.code === 'ResourceNotFoundException') return [];
      throw error;
    }
  }

  /** The sum of a metric of Lambda so far, `null` when nothing was measured. */
  async sum(MetricName: string, dimension: { Name: string; Value: string }, Stat = 'Sum'): Promise<number | null> {
    const query = {
      Id: 'm',
      MetricStat: {
        Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions: [dimension] },
        Period: 86_400,
        Stat,
      },
    };
    const answer = await this.ask<{ MetricDataResults: { Values: number[] }[] }>(
      'consumer',
      'monitoring',
      'GetMetricData',
      {
        MetricDataQueries: [query],
        StartTime: new Date(Date.UTC(2026, 10, 20)),
        EndTime: new Date(Date.UTC(2026, 10, 21)),
      },
    );
    const values = answer.MetricDataResults[0]?.Values ?? [];
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  }
}

export function trust(service: string): string {
  const statement = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
