import { strToU8, zipSync } from 'fflate';
import { administratorOf, practiceRegion } from '@/lib/sandbox/accounts';
import type { Clock } from '@/lib/sandbox/clock';
import { perform } from '@/lib/sandbox/perform';
import type { World } from '@/lib/sandbox/world';
import { basicPolicy, kinesisPolicy, lambdaTrust } from '@/lib/trial/sandbox/reader-role';
import { wireId } from '@/lib/wiring/discover/wire-id';
import { rolePolicyName, statementSid } from '@/lib/wiring/plan/our-statements';
import { oddlyWritten, randomFrom } from './random-text';
import type { Foreign, Start } from './start';

export const producer = '999900009999';
export const consumer = '888800008888';
export const stream = `arn:aws:kinesis:${practiceRegion}:${producer}:stream/orders`;
export const reader = `arn:aws:lambda:${practiceRegion}:${consumer}:function:reader`;
export const role = `arn:aws:iam::${consumer}:role/reader`;
const otherRole = `arn:aws:iam::${consumer}:role/other`;

const streamActions = ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'];
const consumerActions = ['DescribeStreamConsumer', 'SubscribeToShard'];

const code = zipSync({ 'index.js': strToU8('exports.handler = async () => true;') });

type Answer = Record<string, unknown>;
type Kind = 'stream' | 'consumer' | 'key';

/** What the administrators of both accounts do, at once and past every fault. */
export class Administrators {
  private readonly world: World;
  private readonly clock: Clock;

  constructor(world: World) {
    this.world = world;
    this.clock = { scale: 0, now: () => Date.now(), after: () => Date.now() };
  }

  async ask<T = Answer>(accountId: string, action: string, input: object): Promise<T> {
    const [service = '', operation = ''] = action.split(':');
    const caller = administratorOf(this.world, accountId);
    return (await perform(this.world, this.clock, {
      service,
      operation,
      input,
      caller,
      region: practiceRegion,
      within: true,
    })) as T;
  }
}

/** The ends as a start describes them; answers the ARN of the stream's key. */
export async function makeEnds(admin: Administrators, start: Start): Promise<{ keyArn: string | null }> {
  const random = randomFrom(start.layoutSeed);
  await admin.ask(producer, 'kinesis:CreateStream', { StreamName: 'orders', ShardCount: 1 });
  await makeRoles(admin, start);
  await admin.ask(consumer, 'lambda:CreateFunction', {
    FunctionName: 'reader',
    Role: role,
    Runtime: 'nodejs20.x',
    Handler: 'index.handler',
    Code: { ZipFile: code },
  });
  await makeDecoys(admin);
  const keyArn = start.encrypted ? await makeKey(admin, start, random) : null;
  const consumerArn = await makeConsumers(admin, start);
  await putPolicy(admin, stream, streamDocument(start, random));
  if (consumerArn) await putPolicy(admin, consumerArn, consumerDocument(start, consumerArn, random));
  // What was named is gone: AWS shows its unique id from now on.
  await admin.ask(consumer, 'iam:DeleteRole', { RoleName: 'deleted' });
  return { keyArn };
}

/** Other resources of the same accounts, which no plan speaks of. */
async function makeDecoys(admin: Administrators): Promise<void> {
  await admin.ask(producer, 'kinesis:CreateStream', { StreamName: 'orders-2', ShardCount: 1 });
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: otherRole },
    Action: 'kinesis:GetRecords',
    Resource: `${stream}-2`,
  };
  await putPolicy(admin, `${stream}-2`, JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
}

async function makeRoles(admin: Administrators, start: Start): Promise<void> {
  for (const RoleName of ['reader', 'other', 'deleted'])
    await admin.ask(consumer, 'iam:CreateRole', { RoleName, AssumeRolePolicyDocument: lambdaTrust });
  for (const name of start.attached) {
    const PolicyArn = name === 'basic' ? basicPolicy : kinesisPolicy;
    await admin.ask(consumer, 'iam:AttachRolePolicy', { RoleName: 'reader', PolicyArn });
  }
  for (const name of start.inline) {
    const PolicyName = name === 'own-half' ? rolePolicyName(wireOf(start)) : name;
    const PolicyDocument = oddlyWritten(
      { Version: '2012-10-17', Statement: inlineStatement(name) },
      randomFrom(start.layoutSeed),
    );
    await admin.ask(consumer, 'iam:PutRolePolicy', { RoleName: 'reader', PolicyName, PolicyDocument });
  }
}

function inlineStatement(name: Start['inline'][number]): object {
  const actions = {
    logs: ['logs:*'],
    half: streamActions.slice(0, 3).map((action) => `kinesis:${action}`),
    'own-half': ['kinesis:ListStreams'],
    decrypt: ['kms:Decrypt'],
  };
  return { Effect: 'Allow', Action: actions[name], Resource: '*' };
}

export function wireOf({ kind }: Pick<Start, 'kind'>): string {
  return wireId(kind, kind === 'kinesis-fanout' ? `${stream}/consumer/reader` : stream, reader);
}

async function makeConsumers(admin: Administrators, start: Start): Promise<string | null> {
  if (start.consumer === 'none') return null;
  const ConsumerName = start.consumer === 'same-name' ? 'reader' : 'another';
  const answer = await admin.ask<{ Consumer: { ConsumerARN: string } }>(producer, 'kinesis:RegisterStreamConsumer', {
    StreamARN: stream,
    ConsumerName,
  });
  return answer.Consumer.ConsumerARN;
}

async function makeKey(admin: Administrators, start: Start, random: () => number): Promise<string> {
  const root = {
    Sid: 'Root',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${producer}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const statements = [root, ...start.keyPolicy.map((one, index) => statementOf('key', one, index, '*'))];
  const Policy = document(statements, start, random);
  const { KeyMetadata } = await admin.ask<{ KeyMetadata: { Arn: string } }>(producer, 'kms:CreateKey', { Policy });
  const keyArn = KeyMetadata.Arn;
  const encryption = { StreamARN: stream, EncryptionType: 'KMS', KeyId: keyArn };
  await admin.ask(producer, 'kinesis:StartStreamEncryption', encryption);
  return keyArn;
}

async function putPolicy(admin: Administrators, ResourceARN: string, Policy: string | null): Promise<void> {
  if (Policy !== null) await admin.ask(producer, 'kinesis:PutResourcePolicy', { ResourceARN, Policy });
}

function streamDocument(start: Start, random: () => number): string | null {
  const statements = start.streamPolicy.map((one, index) => statementOf('stream', one, index, stream));
  if (start.ownHalf) {
    const half = { principals: ['reader' as const], effect: 'Allow' as const, condition: false, needed: 2 };
    statements.push(statementOf('stream', { ...half, sid: statementSid(wireOf(start), 'Read') }, -1, stream));
  }
  const text = statements.length === 0 ? null : document(statements, start, random);
  return text === null || start.padding === 0 ? text : padded(statements, start, random);
}

/** Near what a policy may hold. */
function padded(statements: object[], start: Start, random: () => number): string {
  const filler = (count: number) => ({
    Sid: 'Filler',
    Effect: 'Allow',
    Principal: { AWS: Array.from({ length: count }, (_, index) => String(100_000_000_000 + index)) },
    Action: 'kinesis:ListShards',
    Resource: stream,
  });
  const bare = document([...statements, filler(1)], { ...start, layout: 'one-line' }, random).length;
  const count = Math.max(1, Math.floor((start.padding - bare) / 15));
  return document([...statements, filler(count)], { ...start, layout: 'one-line' }, random);
}

function consumerDocument(start: Start, arn: string, random: () => number): string | null {
  const statements = start.consumerPolicy.map((one, index) => statementOf('consumer', one, index, arn));
  return statements.length === 0 ? null : document(statements, start, random);
}

function document(statements: object[], { layout }: Start, random: () => number): string {
  const [only] = statements;
  const Statement = layout === 'alone' && statements.length === 1 ? only : statements;
  const whole = { Version: '2012-10-17', Statement };
  if (layout === 'indented') return JSON.stringify(whole, null, 4);
  return layout === 'one-line' ? JSON.stringify(whole) : oddlyWritten(whole, random);
}

function statementOf(on: Kind, foreign: Foreign, index: number, Resource: string): object {
  const needed = { stream: streamActions, consumer: consumerActions, key: ['Decrypt'] }[on].slice(0, foreign.needed);
  const others = { stream: ['PutRecord', 'putrecords'], consumer: ['DescribeStreamConsumer'], key: ['DescribeKey'] }[
    on
  ];
  const prefix = on === 'key' ? 'kms:' : 'kinesis:';
  const Action = [...needed, ...others].map((action) => prefix + action);
  const AWS = foreign.principals.map((one) => principalArn[one]);
  return {
    ...(foreign.sid === null ? {} : { Sid: index < 0 ? foreign.sid : `${foreign.sid}${index}` }),
    Effect: foreign.effect,
    Principal: { AWS: AWS.length === 1 ? AWS[0] : AWS },
    Action: Action.length === 1 ? Action[0] : Action,
    Resource,
    ...(foreign.condition ? { Condition: { Bool: { 'aws:SecureTransport': true } } } : {}),
  };
}

const principalArn: Record<Foreign['principals'][number], string> = {
  account: '123456789012',
  root: 'arn:aws:iam::210987654321:root',
  'other-role': otherRole,
  reader: role,
  dead: `arn:aws:iam::${consumer}:role/deleted`,
};
