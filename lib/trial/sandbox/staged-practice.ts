import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  type Consumer,
  CreateStreamCommand,
  GetResourcePolicyCommand,
  KinesisClient,
  ListStreamConsumersCommand,
  PutResourcePolicyCommand,
  StartStreamEncryptionCommand,
} from '@aws-sdk/client-kinesis';
import { CreateKeyCommand, GetKeyPolicyCommand, KMSClient, ListGrantsCommand } from '@aws-sdk/client-kms';
import {
  CreateFunctionCommand,
  type EventSourceMappingConfiguration,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { strToU8, zipSync } from 'fflate';
import type { Practice, PracticeSetup } from '@/lib/sandbox/practice';
import { productSetup } from '@/lib/sandbox/product-setup';
import { startSandbox } from '@/lib/sandbox/start';
import { basicPolicy, lambdaTrust } from '@/lib/trial/sandbox/reader-role';

/** A stream that nobody may read yet, and a function that logs what it is given. */
export type StagedEnds = { stream: string; function: string; role: string; roleName: string };

/** The practice accounts served for tests, without delays and limits, with what their administrators see and do. */
export class StagedPractice {
  readonly practice: Practice;
  readonly kinesis: KinesisClient;
  readonly kms: KMSClient;
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  private readonly folder: string;

  private constructor(practice: Practice, folder: string) {
    this.practice = practice;
    this.folder = folder;
    this.kinesis = new KinesisClient(this.administrator('producer'));
    this.kms = new KMSClient(this.administrator('producer'));
    this.lambda = new LambdaClient(this.administrator('consumer'));
    this.iam = new IAMClient(this.administrator('consumer'));
  }

  /** Everything is kept in a folder of its own, the database too; `fill` lays into it what is to be opened. */
  static async open({
    setup = productSetup,
    fill,
    delay = 0,
  }: {
    setup?: PracticeSetup;
    fill?: (folder: string) => Promise<void>;
    /** Scale of AWS's delays. */
    delay?: number;
  } = {}): Promise<StagedPractice> {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-stage-'));
    await fill?.(folder);
    process.env.TRIBUTARY_DATA = folder;
    process.env.TRIBUTARY_SANDBOX = 'on';
    const practice = await startSandbox({ port: 0, dataFolder: folder, delay, limits: false, setup });
    return new StagedPractice(practice, folder);
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
    const { Role } = await this.iam.send(
      new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: lambdaTrust }),
    );
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

  /** Encrypts a stream with a new customer managed key, whose ARN it answers. */
  async encrypt(stream: string): Promise<string> {
    const { KeyMetadata } = await this.kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.Arn ?? '';
    await this.kinesis.send(new StartStreamEncryptionCommand({ StreamARN: stream, EncryptionType: 'KMS', KeyId }));
    return KeyId;
  }

  async keyPolicy(keyArn: string): Promise<string> {
    return (await this.kms.send(new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }))).Policy ?? '';
  }

  async consumers(stream: string): Promise<Consumer[]> {
    return (await this.kinesis.send(new ListStreamConsumersCommand({ StreamARN: stream }))).Consumers ?? [];
  }

  /** Everything in both accounts that a wire between these ends may touch, but for ids that AWS makes up. */
  async snapshot(ends: StagedEnds, keyArn?: string): Promise<object> {
    const consumers = await this.consumers(ends.stream);
    const policies = await Promise.all(consumers.map(({ ConsumerARN }) => this.policy(ConsumerARN ?? '')));
    const { PolicyNames = [] } = await this.iam.send(new ListRolePoliciesCommand({ RoleName: ends.roleName }));
    const mappings = await this.lambda.send(new ListEventSourceMappingsCommand({ FunctionName: ends.function }));
    const grants = keyArn ? await this.kms.send(new ListGrantsCommand({ KeyId: keyArn })) : undefined;
    return {
      policy: await this.policy(ends.stream),
      consumers: consumers.map(({ ConsumerName }, index) => ({ name: ConsumerName, policy: policies[index] })),
      attached: await this.attached(ends.roleName),
      inline: PolicyNames,
      mappings: (mappings.EventSourceMappings ?? []).map(({ EventSourceArn }) => EventSourceArn?.replace(/:\d+$/, '')),
      ...(keyArn ? { key: await this.keyPolicy(keyArn) } : {}),
      ...(grants ? { grants: (grants.Grants ?? []).map(({ GranteePrincipal }) => GranteePrincipal) } : {}),
    };
  }

  /** What a client of an account's administrator is made with. */
  administrator(name: string, region = this.practice.region) {
    const { accounts, endpoint } = this.practice;
    const account = accounts.find((one) => one.name === name);
    if (!account) throw new Error(`no account ${name}`);
    return { endpoint, region, credentials: account, requestHandler: new NodeHttpHandler() };
  }
}
