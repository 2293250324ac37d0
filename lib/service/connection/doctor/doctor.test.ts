import '@/lib/trial/in-process';

import { CreateRoleCommand, DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { closeDatabase } from '@/lib/store/database';
import { StagedPractice } from '@/lib/trial/sandbox/staged-practice';
import type { ConnectionCheck } from '@/lib/wiring/connection';
import { checkConnection } from '../check-connection';
import { createConnection } from '../create-connection';
import { draftRole } from '../draft-role';

// Whole checks in a row would wait for IAM's rate most of the time.
vi.mock(import('@/lib/aws/session/rate-limit'), async (original) => ({ ...(await original()), bucketOf: () => null }));

let stage: StagedPractice;
let id: string;
let whole: string;

beforeAll(async () => {
  stage = await StagedPractice.open();
  const roleArn = 'arn:aws:iam::888800008888:role/tributary/examined';
  id = (await createConnection({ name: 'examined', roleArn, regions: ['us-east-1'], mode: 'may-change' })).id;
  const { files } = await draftRole(id, 'cli');
  const content = (name: string) => files?.find((file) => file.name === name)?.content ?? '';
  whole = content('permissions.json');
  await stage.iam.send(
    new CreateRoleCommand({
      Path: '/tributary/',
      RoleName: 'examined',
      AssumeRolePolicyDocument: content('trust-policy.json'),
    }),
  );
});

afterAll(async () => {
  await closeDatabase();
  await stage.close();
});

const put = (PolicyName: string, PolicyDocument: string) =>
  stage.iam.send(new PutRolePolicyCommand({ RoleName: 'examined', PolicyName, PolicyDocument }));

async function failed(): Promise<ConnectionCheck[]> {
  return (await checkConnection(id)).checks.filter((check) => check.state === 'failed');
}

/** The permissions with `action` taken off every list that names it. */
function without(action: string): string {
  return JSON.stringify(JSON.parse(whole), (key, value) =>
    key === 'Action' && Array.isArray(value) ? value.filter((one) => one !== action) : value,
  );
}

test.each([
  'kinesis:ListStreams',
  'kinesis:ListStreamConsumers',
  'kinesis:DescribeStreamConsumer',
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:ListGrants',
  'iam:GetRolePolicy',
  'kinesis:PutResourcePolicy',
  'kinesis:RegisterStreamConsumer',
  'kinesis:DeregisterStreamConsumer',
  'kms:RevokeGrant',
  'lambda:CreateEventSourceMapping',
])('%s, where it lacks, is named, and the document to paste mends it', async (action) => {
  await put('tributary', without(action));
  const [first, ...others] = await failed();
  expect(first?.id).toContain(action);
  expect(others).toEqual([]);
  await put('tributary', first?.fix?.document ?? '');
  expect(await failed()).toEqual([]);
});

test.each(['kinesis:GetResourcePolicy', 'lambda:CreateEventSourceMapping'])(
  'a statement that denies %s is to be taken away: no allowance mends it',
  async (action) => {
    await put('tributary', whole);
    const Statement = { Effect: 'Deny', Action: action, Resource: '*' };
    await put('denial', JSON.stringify({ Version: '2012-10-17', Statement }));
    const checks = await failed();
    await stage.iam.send(new DeleteRolePolicyCommand({ RoleName: 'examined', PolicyName: 'denial' }));
    expect(checks).toHaveLength(1);
    expect(checks[0]).toMatchObject({ cause: { key: 'doctor.cause.denied' }, fix: { key: 'doctor.fix.removeDeny' } });
    expect(checks[0]?.fix?.document).toBeUndefined();
  },
);

test.each([
  ['kms:PutKeyPolicy', 'write:kms:PutKeyPolicy', (): string => whole],
  ['logs:StartLiveTail', 'read:logs:StartLiveTail', (): string => without('logs:StartLiveTail')],
])('%s is said to be lacking, and Tributary works without it', async (_, row, policy) => {
  await put('tributary', policy());
  const { checks, connection } = await checkConnection(id);
  expect(checks.filter(({ state }) => state === 'optional').map((check) => check.id)).toContain(row);
  expect(connection.checkState).toBe('ready');
});
