import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  CreateStreamCommand,
  GetResourcePolicyCommand,
  KinesisClient,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-kinesis';
import {
  CreateFunctionCommand,
  type EventSourceMappingConfiguration,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import type { Practice } from './practice';
import { startSandbox } from './start';

/** A stream that nobody may read yet, and a function that logs what it is given. */
export type StagedEnds = { stream: string; function: string; role: string; roleName: string };

export const basicPolicy = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** The practice accounts served for tests, without delays and limits, with what their administrators see and do. */
export class StagedPractice {
  readonly practice: Practice;
  readonly kinesis: KinesisClient;
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  private readonly folder: string;

  private constructor(practice: Practice, folder: string) {
    this.practice = practice;
    this.folder = folder;
    this.kinesis = new KinesisClient(this.administrator('producer'));
    this.lambda = new LambdaClient(this.administrator('consumer'));
    this.iam = new IAMClient(this.administrator('consumer'));
  }

  /** Everything is kept in a folder of its own, the database too. */
  static async open(): Promise<StagedPractice> {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-stage-'));
    process.env.TRIBUTARY_DATA = folder;
    process.env.TRIBUTARY_SANDBOX = 'on';
    return new StagedPractice(await startSandbox({ port: 0, dataFolder: folder, delay: 0, limits: false }), folder);
  }

  async close(): Promise<void> {
    await this.practice.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async ends(name: string): Promise<StagedEnds> {
    await this.kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
    const stream = `arn:aws:kinesis:${this.practice.region}:999900009999:stream/${name}`;
    return { stream, ...(await this.reader(name)) };
  }

  /** A function with a role that may write logs and nothing else. */
  async reader(name: string): Promise<Omit<StagedEnds, 'stream'>> {
    const { Role } = await this.iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
    await this.attach(name, basicPolicy);
    const code = 'exports.handler = async (event) => { console.log(JSON.stringify(event)); };';
    const { FunctionArn } = await this.lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: Role?.Arn,
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Code: { ZipFile: zipSync({ 'index.js': strToU8(code) }) },
      }),
    );
    return { function: FunctionArn ?? '', role: Role?.Arn ?? '', roleName: name };
  }

  async attach(roleName: string, policyArn: string): Promise<void> {
    await this.iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn }));
  }

  async attached(roleName: string): Promise<string[]> {
    const { AttachedPolicies } = await this.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: roleName }));
    return (AttachedPolicies ?? []).map((one) => one.PolicyArn ?? '');
  }

  /** As the stream's account has it: `{}` when there is none. */
  async policy(stream: string): Promise<string> {
    return (await this.kinesis.send(new GetResourcePolicyCommand({ ResourceARN: stream }))).Policy ?? '';
  }

  async putPolicy(stream: string, ...statements: object[]): Promise<string> {
    const text = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 3);
    await this.kinesis.send(new PutResourcePolicyCommand({ ResourceARN: stream, Policy: text }));
    return text;
  }

  async mappings(stream: string): Promise<EventSourceMappingConfiguration[]> {
    const found = await this.lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn: stream }));
    return found.EventSourceMappings ?? [];
  }

  private administrator(name: string) {
    const account = this.practice.accounts.find((one) => one.name === name);
    if (!account) throw new Error(`no account ${name}`);
    return { endpoint: this.practice.endpoint, region: this.practice.region, credentials: account };
  }
}
