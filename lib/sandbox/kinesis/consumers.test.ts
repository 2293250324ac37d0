import { beforeEach, describe, expect, test } from 'vitest';
import { type StagedWorld, stageWorld } from '@/lib/trial/sandbox/staged-world';
import { assumeAsService } from '../sts/assume-as-service';

const OWNER = '999900009999';
const OTHER = '888800008888';
const STREAM = `arn:aws:kinesis:us-east-1:${OWNER}:stream/orders`;
const ROLE = `arn:aws:iam::${OTHER}:role/reader`;

let staged: StagedWorld;

beforeEach(async () => {
  staged = await stageWorld();
  await asOwner('kinesis:CreateStream', { StreamName: 'orders', ShardCount: 1 });
  await makeRole('kinesis:SubscribeToShard', 'kinesis:DescribeStreamConsumer');
  staged.pass(60);
});

type Answer = Record<string, unknown> | string;

function asOwner(action: string, input: object): Promise<Answer> {
  return staged.ask(staged.administrator(OWNER), action, input);
}

function asOther(action: string, input: object): Promise<Answer> {
  return staged.ask(staged.administrator(OTHER), action, input);
}

function asReader(action: string, input: object): Promise<Answer> {
  return staged.ask(assumeAsService(staged.world, staged.clock, ROLE, 'lambda.amazonaws.com', 'reader'), action, input);
}

async function makeRole(...actions: string[]): Promise<void> {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await asOther('iam:CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument });
  await allowRole(actions, `${STREAM}/consumer/*`);
}

async function allowRole(Action: string[], Resource: string): Promise<void> {
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
  await asOther('iam:PutRolePolicy', { RoleName: 'reader', PolicyName: 'read', PolicyDocument });
}

async function register(ConsumerName: string, more: object = {}): Promise<string> {
  const answer = await asOwner('kinesis:RegisterStreamConsumer', { StreamARN: STREAM, ConsumerName, ...more });
  if (typeof answer === 'string') return answer;
  return (answer as { Consumer: { ConsumerARN: string } }).Consumer.ConsumerARN;
}

async function registered(ConsumerName: string): Promise<string> {
  const arn = await register(ConsumerName);
  staged.pass(10);
  return arn;
}

async function status(ConsumerARN: string): Promise<unknown> {
  const answer = await asOwner('kinesis:DescribeStreamConsumer', { ConsumerARN });
  if (typeof answer === 'string') return answer;
  return (answer as { ConsumerDescription: { ConsumerStatus: string } }).ConsumerDescription.ConsumerStatus;
}

function policyFor(resource: string, ...actions: string[]): string {
  const Action = actions.map((action) => `kinesis:${action}`);
  const statement = { Sid: 'Read', Effect: 'Allow', Principal: { AWS: ROLE }, Action, Resource: resource };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

async function consumerCount(): Promise<unknown> {
  const answer = await asOwner('kinesis:DescribeStreamSummary', { StreamARN: STREAM });
  return (answer as { StreamDescriptionSummary: { ConsumerCount: number } }).StreamDescriptionSummary.ConsumerCount;
}

describe('a registered consumer', () => {
  test('is CREATING, then ACTIVE, and DELETING before it is gone', async () => {
    const arn = await register('reader', { Tags: { team: 'shop' } });
    expect(arn).toMatch(/^arn:aws:kinesis:us-east-1:999900009999:stream\/orders\/consumer\/reader:\d{10}$/);
    expect(await status(arn)).toBe('CREATING');
    staged.pass(10);
    expect(await asOwner('kinesis:DescribeStreamConsumer', { StreamARN: STREAM, ConsumerName: 'reader' })).toEqual({
      ConsumerDescription: {
        ConsumerName: 'reader',
        ConsumerARN: arn,
        ConsumerStatus: 'ACTIVE',
        ConsumerCreationTimestamp: new Date(Number(arn.split(':').at(-1)) * 1000),
        StreamARN: STREAM,
      },
    });
    expect(await asOwner('kinesis:ListTagsForResource', { ResourceARN: arn })).toEqual({
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    expect(await consumerCount()).toBe(1);
    await asOwner('kinesis:DeregisterStreamConsumer', { ConsumerARN: arn });
    expect(await status(arn)).toBe('DELETING');
    staged.pass(10);
    const second = arn.split(':').at(-1);
    expect(await status(arn)).toBe(
      `ResourceNotFoundException: Consumer reader with creation timestamp ${second} under stream orders and account ${OWNER} not found.`,
    );
    expect(await consumerCount()).toBe(0);
  });

  test('gets a new ARN each time it is registered, even within a second', async () => {
    const arns = new Set<string>();
    const { after } = staged.clock;
    staged.clock.after = staged.clock.now;
    for (let turn = 0; turn < 3; turn += 1) {
      arns.add(await register('reader'));
      await asOwner('kinesis:DeregisterStreamConsumer', { StreamARN: STREAM, ConsumerName: 'reader' });
    }
    staged.clock.after = after;
    expect(arns.size).toBe(3);
    const [first = ''] = arns;
    await register('reader');
    expect(await status(first)).toContain('ResourceNotFoundException');
  });

  test('keeps its name from being registered twice', async () => {
    await register('reader');
    expect(await register('reader')).toContain('ResourceInUseException: Consumer reader under stream orders');
  });

  test('is one of 20 at the most, and of 5 that are CREATING', async () => {
    for (let count = 0; count < 5; count += 1) await register(`reader-${count}`);
    staged.pass(1);
    expect(await register('one-more')).toContain('LimitExceededException');
    staged.pass(10);
    for (let count = 5; count < 20; count += 1) await registered(`reader-${count}`);
    expect(await register('one-more')).toContain('LimitExceededException');
  });

  test('keeps its stream from being deleted unless that is enforced', async () => {
    const arn = await registered('reader');
    expect(await asOwner('kinesis:DeleteStream', { StreamARN: STREAM })).toContain('ResourceInUseException');
    expect(await asOwner('kinesis:DeleteStream', { StreamARN: STREAM, EnforceConsumerDeletion: true })).toEqual({});
    staged.pass(60);
    expect(await status(arn)).toContain('ResourceNotFoundException');
  });

  test('is listed by name, a page at a time', async () => {
    for (const name of ['c', 'a', 'b']) await registered(name);
    type Page = { Consumers: { ConsumerName: string }[]; NextToken?: string };
    const list = async (more: object) =>
      (await asOwner('kinesis:ListStreamConsumers', { StreamARN: STREAM, ...more })) as Page;
    const first = await list({ MaxResults: 2 });
    expect(first.Consumers.map(({ ConsumerName }) => ConsumerName)).toEqual(['a', 'b']);
    const second = await list({ NextToken: first.NextToken });
    expect(second.Consumers.map(({ ConsumerName }) => ConsumerName)).toEqual(['c']);
    expect(second.NextToken).toBeUndefined();
  });
});

describe('the policy of a consumer', () => {
  test('waits until the consumer is ACTIVE', async () => {
    const arn = await register('reader');
    const Policy = policyFor(arn, 'SubscribeToShard');
    expect(await asOwner('kinesis:PutResourcePolicy', { ResourceARN: arn, Policy })).toBe(
      `ResourceInUseException: Consumer reader with creation timestamp ${arn.split(':').at(-1)} under stream orders and account ${OWNER} is not in ACTIVE status.`,
    );
  });

  test('names that very consumer, keeps roles by their identity, and goes with it', async () => {
    const arn = await registered('reader');
    const put = (Policy: string) => asOwner('kinesis:PutResourcePolicy', { ResourceARN: arn, Policy });
    expect(await asOwner('kinesis:GetResourcePolicy', { ResourceARN: arn })).toEqual({ Policy: '{}' });
    expect(await put(policyFor(STREAM, 'SubscribeToShard'))).toContain('InvalidArgumentException');
    expect(await put(policyFor(arn.replace(/\d+$/, '1706616477'), 'SubscribeToShard'))).toContain(
      'InvalidArgumentException',
    );
    expect(await put(policyFor(arn, 'SubscribeToShard'))).toEqual({});
    expect(await asOwner('kinesis:GetResourcePolicy', { ResourceARN: STREAM })).toEqual({ Policy: '{}' });
    await asOther('iam:DeleteRolePolicy', { RoleName: 'reader', PolicyName: 'read' });
    await asOther('iam:DeleteRole', { RoleName: 'reader' });
    await makeRole('kinesis:SubscribeToShard');
    staged.pass(60);
    const shown = await asOwner('kinesis:GetResourcePolicy', { ResourceARN: arn });
    expect(shown).toMatchObject({ Policy: expect.stringMatching(/"AWS":"AROA[A-Z0-9]+"/) });
    await asOwner('kinesis:DeregisterStreamConsumer', { ConsumerARN: arn });
    staged.pass(10);
    const again = await registered('reader');
    expect(await asOwner('kinesis:GetResourcePolicy', { ResourceARN: again })).toEqual({ Policy: '{}' });
    expect(await asOwner('kinesis:GetResourcePolicy', { ResourceARN: arn })).toContain('ResourceNotFoundException');
  });

  test('lets a role of another account see the consumer, by ARN', async () => {
    const arn = await registered('reader');
    expect(await asReader('kinesis:DescribeStreamConsumer', { ConsumerARN: arn })).toContain(
      `kinesis:DescribeStreamConsumer on resource: ${arn} because no resource-based policy allows`,
    );
    await asOwner('kinesis:PutResourcePolicy', { ResourceARN: arn, Policy: policyFor(arn, 'DescribeStreamConsumer') });
    expect(await asReader('kinesis:DescribeStreamConsumer', { ConsumerARN: arn })).toHaveProperty(
      'ConsumerDescription',
    );
  });
});

test('asked for by name, a consumer is one without the second of its registration', async () => {
  const arn = await registered('reader');
  const own = { Effect: 'Allow', Action: 'kinesis:DescribeStreamConsumer' };
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await asOwner('iam:CreateRole', { RoleName: 'own-reader', AssumeRolePolicyDocument });
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...own, Resource: arn }] });
  await asOwner('iam:PutRolePolicy', { RoleName: 'own-reader', PolicyName: 'read', PolicyDocument });
  staged.pass(60);
  const role = `arn:aws:iam::${OWNER}:role/own-reader`;
  const caller = assumeAsService(staged.world, staged.clock, role, 'lambda.amazonaws.com', 'reader');
  expect(await staged.ask(caller, 'kinesis:DescribeStreamConsumer', { ConsumerARN: arn })).toHaveProperty(
    'ConsumerDescription',
  );
  const byName = await staged.ask(caller, 'kinesis:DescribeStreamConsumer', {
    StreamARN: STREAM,
    ConsumerName: 'reader',
  });
  expect(byName).toContain(
    `not authorized to perform: kinesis:DescribeStreamConsumer on resource: ${STREAM}/consumer/reader `,
  );
});
