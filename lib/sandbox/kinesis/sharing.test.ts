import { beforeEach, expect, test } from 'vitest';
import { kinesisPolicy } from '@/lib/trial/sandbox/reader-role';
import { type StagedWorld, stageWorld } from '@/lib/trial/sandbox/staged-world';
import { assumeAsService } from '../sts/assume-as-service';

const OWNER = '999900009999';
const OTHER = '888800008888';
const ARN = `arn:aws:kinesis:us-east-1:${OWNER}:stream/orders`;
const ROLE = `arn:aws:iam::${OTHER}:role/reader`;

let staged: StagedWorld;

beforeEach(async () => {
  staged = await stageWorld();
  await asOwner('kinesis:CreateStream', { StreamName: 'orders', ShardCount: 1 });
  await makeRole();
  staged.pass(60);
});

function asOwner(action: string, input: object) {
  return staged.ask(staged.administrator(OWNER), action, input);
}

function asOther(action: string, input: object) {
  return staged.ask(staged.administrator(OTHER), action, input);
}

function asReader(action: string, input: object) {
  const reader = assumeAsService(staged.world, staged.clock, ROLE, 'lambda.amazonaws.com', 'reader');
  return staged.ask(reader, action, input);
}

async function makeRole(): Promise<void> {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await asOther('iam:CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument });
  await asOther('iam:AttachRolePolicy', { RoleName: 'reader', PolicyArn: kinesisPolicy });
}

async function grant(...actions: string[]): Promise<void> {
  const Action = actions.map((action) => `kinesis:${action}`);
  const statement = { Sid: 'Read', Effect: 'Allow', Principal: { AWS: ROLE }, Action, Resource: ARN };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  expect(await asOwner('kinesis:PutResourcePolicy', { ResourceARN: ARN, Policy })).toEqual({});
}

test('a role of another account reads only what both sides allow', async () => {
  expect(await asReader('kinesis:DescribeStream', { StreamARN: ARN })).toBe(
    `AccessDeniedException: User: arn:aws:sts::${OTHER}:assumed-role/reader/reader is not authorized to perform: ` +
      `kinesis:DescribeStream on resource: ${ARN} because no resource-based policy allows the kinesis:DescribeStream action`,
  );
  await grant('DescribeStream', 'PutRecord');
  expect(await asReader('kinesis:DescribeStream', { StreamARN: ARN })).toHaveProperty('StreamDescription');
  expect(await asReader('kinesis:DescribeStreamSummary', { StreamARN: ARN })).toContain('no resource-based policy');
  const record = { StreamARN: ARN, PartitionKey: 'k', Data: Buffer.from('x') };
  expect(await asReader('kinesis:PutRecord', record)).toContain(
    'no identity-based policy allows the kinesis:PutRecord',
  );
});

test('the policy itself stays with its owner', async () => {
  await grant('DescribeStream');
  expect(await asReader('kinesis:GetResourcePolicy', { ResourceARN: ARN })).toContain('AccessDeniedException');
  const put = await asOther('kinesis:PutResourcePolicy', { ResourceARN: ARN, Policy: '{}' });
  expect(put).toContain('AccessDeniedException');
});

test('a role made anew under the old name has lost its grant, and the policy shows what is left of it', async () => {
  await grant('DescribeStream');
  await asOther('iam:DetachRolePolicy', { RoleName: 'reader', PolicyArn: kinesisPolicy });
  await asOther('iam:DeleteRole', { RoleName: 'reader' });
  await makeRole();
  staged.pass(60);
  const answer = await asOwner('kinesis:GetResourcePolicy', { ResourceARN: ARN });
  expect(answer).toMatchObject({ Policy: expect.stringMatching(/"AWS":"AROA[A-Z0-9]+"/) });
  expect(await asReader('kinesis:DescribeStream', { StreamARN: ARN })).toContain('AccessDeniedException');
  await grant('DescribeStream');
  expect(await asReader('kinesis:DescribeStream', { StreamARN: ARN })).toHaveProperty('StreamDescription');
});

test('policies are read five times a second and no more', async () => {
  const read = () => asOwner('kinesis:GetResourcePolicy', { ResourceARN: ARN });
  for (let count = 0; count < 5; count += 1) expect(await read()).toEqual({ Policy: '{}' });
  expect(await read()).toBe(`LimitExceededException: Rate exceeded for stream orders under account ${OWNER}.`);
  staged.pass(1);
  expect(await read()).toEqual({ Policy: '{}' });
});
