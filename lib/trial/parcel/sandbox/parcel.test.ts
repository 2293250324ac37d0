import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Practice } from '@/lib/sandbox/practice';
import { startSandbox } from '@/lib/sandbox/start';
import { signedRequest } from '../signed-request';
import { parcelSetup } from './setup';

const source = 'arn:aws:parcel:us-east-1:999900009999:queue/returns';
const target = 'arn:aws:parcel:us-east-1:888800008888:queue/returns-archive';
const forwarderRole = 'arn:aws:iam::999900009999:role/returns-forwarder';
const auditorRole = 'arn:aws:iam::666600006666:role/returns-auditor';

/** Forwarders work by the clock: a slow machine gets to them late. */
const patience = { timeout: 10_000 };

let folder: string;
let practice: Practice;

const start = (limits = false) => startSandbox({ port: 0, dataFolder: folder, delay: 0, limits, setup: parcelSetup });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parcel-'));
  practice = await start();
});

afterAll(async () => {
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

function clientOf(name: string) {
  const credentials = practice.accounts.find((one) => one.name === name);
  if (!credentials) throw new Error(name);
  return { endpoint: practice.endpoint, region: practice.region, credentials };
}

const ask = (name: string, operation: string, input: object = {}) => signedRequest(clientOf(name), operation, input);

/** Lets a role of an account do one thing with a queue, as far as its own side goes. */
async function allow(name: string, role: string, action: string, Resource: string): Promise<void> {
  const Statement = [{ Effect: 'Allow', Action: `parcel:${action}`, Resource }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const RoleName = role.split('/').at(-1);
  await new IAMClient(clientOf(name)).send(new PutRolePolicyCommand({ RoleName, PolicyName: action, PolicyDocument }));
}

const granting = (...grants: [role: string, action: string][]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: grants.map(([AWS, action]) => {
      return { Sid: action, Effect: 'Allow', Principal: { AWS }, Action: `parcel:${action}`, Resource: target };
    }),
  });

test('a service that AWS does not have is served beside the others, in its own Region and words', async () => {
  const { body } = await ask('producer', 'ListQueues', { MaxResults: 1 });
  expect(body).toMatchObject({ Queues: [{ Name: 'lost-and-found', Status: 'ACTIVE' }], NextToken: 'lost-and-found' });
  expect((await ask('producer', 'ListQueues', { NextToken: body.NextToken })).body.Queues).toHaveLength(1);
  expect((await ask('producer', 'DescribeQueue', { QueueArn: source })).body.Queue).toMatchObject({ Name: 'returns' });
  const missing = await ask('producer', 'DescribeQueue', { QueueArn: `${source}-gone` });
  expect(missing).toMatchObject({ status: 400, body: { __type: 'ResourceNotFoundException' } });
  const { StreamNames } = await new KinesisClient(clientOf('producer')).send(new ListStreamsCommand({}));
  expect(StreamNames).toContain('payments-ledger');
  expect(practice.services.map(({ name }) => name)).toContain('parcel');
});

test('a policy is written whole, by who has read the revision that is there', async () => {
  const put = (Policy: string, ExpectedRevisionId?: string) =>
    ask('consumer', 'PutQueuePolicy', { QueueArn: target, Policy, ExpectedRevisionId });
  expect((await ask('consumer', 'GetQueuePolicy', { QueueArn: target })).body.__type).toBe('PolicyNotFoundException');
  const first = await put(granting([forwarderRole, 'SendParcel']), 'NO_POLICY');
  expect((await put(granting(), 'NO_POLICY')).body.__type).toBe('StaleRevisionException');
  const text = granting([forwarderRole, 'SendParcel'], [auditorRole, 'DescribeQueue']);
  const second = await put(text, String(first.body.RevisionId));
  expect((await put('{}', String(first.body.RevisionId))).status).toBe(400);
  const stale = { QueueArn: target, ExpectedRevisionId: first.body.RevisionId };
  expect((await ask('consumer', 'DeleteQueuePolicy', stale)).body.__type).toBe('StaleRevisionException');
  const read = await ask('consumer', 'GetQueuePolicy', { QueueArn: target });
  expect(read.body).toEqual({ Policy: text, RevisionId: second.body.RevisionId });
  expect((await put(granting(['arn:aws:iam::999900009999:role/nobody', 'SendParcel']))).body).toMatchObject({
    __type: 'InvalidPolicyException',
    message: expect.stringContaining('nobody'),
  });
  await ask('consumer', 'DeleteQueuePolicy', { QueueArn: target, ExpectedRevisionId: second.body.RevisionId });
});

test('a forwarder needs both sides: its role of the first account, and the policy of the second', async () => {
  const wanted = { QueueArn: source, Name: 'archive', TargetQueueArn: target, RoleArn: forwarderRole };
  const add = async () => (await ask('producer', 'AddForwarder', wanted)).body;
  expect(await add()).toMatchObject({ message: expect.stringContaining('cannot perform parcel:ReceiveParcels') });
  await allow('producer', forwarderRole, 'ReceiveParcels', source);
  await allow('producer', forwarderRole, 'SendParcel', target);
  expect(await add()).toMatchObject({
    message: expect.stringContaining(`cannot perform parcel:SendParcel on ${target}`),
  });
  const Policy = granting([forwarderRole, 'SendParcel'], [auditorRole, 'ReceiveParcels']);
  await ask('consumer', 'PutQueuePolicy', { QueueArn: target, Policy });
  expect(await add()).toMatchObject({ Forwarder: { Name: 'archive', Status: 'CREATING' } });
  await ask('producer', 'SendParcel', { QueueArn: source, Body: 'shoes' });
  await expect.poll(lastResult, patience).toBe('OK');
});

test('the reader of a third account needs both sides too', async () => {
  await expect(received()).resolves.toMatchObject({ __type: 'AccessDeniedException' });
  await allow('auditor', auditorRole, 'ReceiveParcels', target);
  // What the landscape sends on its own may be forwarded first.
  const parcels: unknown[] = [];
  const taken = async () => parcels.push((await received()).Parcels) && parcels.flat();
  await expect.poll(taken, patience).toContainEqual({ Body: 'shoes' });
});

test('what the second account takes back the forwarder meets, and the parcel waits', async () => {
  await ask('consumer', 'DeleteQueuePolicy', { QueueArn: target });
  await ask('producer', 'SendParcel', { QueueArn: source, Body: 'coat' });
  await expect
    .poll(lastResult, patience)
    .toMatch(/^PROBLEM: User: .*returns-forwarder.* because no resource-based policy allows/);
  const received = async () => (await ask('producer', 'ReceiveParcels', { QueueArn: source })).body.Parcels;
  await expect.poll(received, patience).toContainEqual({ Body: 'coat' });
});

test('another administrator edits the policy that was read, as a fault', async () => {
  await ask('consumer', 'PutQueuePolicy', { QueueArn: target, Policy: granting([forwarderRole, 'SendParcel']) });
  practice.faults.add({ id: 'edit', kind: 'policy-edit', service: 'parcel' });
  const before = (await ask('consumer', 'GetQueuePolicy', { QueueArn: target })).body;
  const after = (await ask('consumer', 'GetQueuePolicy', { QueueArn: target })).body;
  practice.faults.clear();
  expect(JSON.parse(String(before.Policy)).Statement).toHaveLength(1);
  expect(JSON.parse(String(after.Policy)).Statement[1]).toMatchObject({ Action: 'parcel:DescribeQueue' });
  expect(after.RevisionId).not.toBe(before.RevisionId);
});

test('queues, policies and forwarders are there after a restart, and rates are limited', async () => {
  const before = await Promise.all([forwarders(), ask('consumer', 'GetQueuePolicy', { QueueArn: target })]);
  await practice.close();
  practice = await start(true);
  expect(await Promise.all([forwarders(), ask('consumer', 'GetQueuePolicy', { QueueArn: target })])).toEqual(before);
  // Five a second pass, so that a slow machine would have to take five seconds for all of them.
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => ask('producer', 'GetQueuePolicy', { QueueArn: source })),
  );
  expect(answers.map(({ body }) => body.__type)).toContain('ThrottlingException');
  await ask('producer', 'RemoveForwarder', { QueueArn: source, Name: 'archive' });
  expect(await forwarders()).toEqual([]);
});

test('accounts that were left without the service open on its landscape', async () => {
  await practice.close();
  await rm(folder, { recursive: true });
  await (await startSandbox({ port: 0, dataFolder: folder, delay: 0 })).close();
  practice = await start();
  expect((await ask('producer', 'ListQueues')).body.Queues).toHaveLength(2);
});

async function forwarders() {
  return (await ask('producer', 'ListForwarders', { QueueArn: source })).body.Forwarders as { LastResult: string }[];
}

async function lastResult() {
  return (await forwarders())[0]?.LastResult;
}

/** What the auditor's role gets from the target queue. */
async function received() {
  const assumed = new AssumeRoleCommand({ RoleArn: auditorRole, RoleSessionName: 'audit' });
  const { Credentials } = await new STSClient(clientOf('auditor')).send(assumed);
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const caller = { ...clientOf('auditor'), credentials };
  return (await signedRequest(caller, 'ReceiveParcels', { QueueArn: target })).body;
}
