import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  GetRoleCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Practice, practice } from './practice';
import { productSetup } from './product-setup';
import { startSandbox } from './start';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-'));
});

afterEach(async () => {
  await practice()?.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (port = 0) => startSandbox({ port, dataFolder: folder, delay: 0 });

function clientSettings({ endpoint, region, accounts }: Practice) {
  const [, producer] = accounts;
  if (!producer) throw new Error('no producer account');
  return { region, endpoint, credentials: producer, maxAttempts: 1 };
}

function iamOf(running: Practice): IAMClient {
  return new IAMClient(clientSettings(running));
}

const operator = { RoleName: 'operator' };

async function tagsOf(running: Practice) {
  return (await iamOf(running).send(new GetRoleCommand(operator))).Role?.Tags;
}

test('a change that was answered is there after a restart, and gone after a reset', async () => {
  const first = await start();
  await iamOf(first).send(new TagRoleCommand({ ...operator, Tags: [{ Key: 'kept', Value: 'yes' }] }));
  await first.close();
  expect(practice()).toBeNull();
  const second = await start();
  expect(await tagsOf(second)).toEqual([{ Key: 'kept', Value: 'yes' }]);
  await second.reset();
  expect(await tagsOf(second)).toBeUndefined();
});

test('accounts of an earlier version keep what is in them and get what a new service has to show', async () => {
  const services = productSetup.services.filter(({ name }) => name !== 'dynamodb');
  const earlier = await startSandbox({ port: 0, dataFolder: folder, delay: 0, setup: { ...productSetup, services } });
  await iamOf(earlier).send(new TagRoleCommand({ ...operator, Tags: [{ Key: 'kept', Value: 'yes' }] }));
  await earlier.close();
  const running = await start();
  expect(await tagsOf(running)).toEqual([{ Key: 'kept', Value: 'yes' }]);
  const dynamodb = new DynamoDBClient(clientSettings(running));
  expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toContain('order-status');
  const { PolicyNames } = await iamOf(running).send(new ListRolePoliciesCommand(operator));
  expect(PolicyNames).toEqual(['tributary', 'tributary-dynamodb']);
  await running.close();
  const again = await start();
  expect((await iamOf(again).send(new ListRolePoliciesCommand(operator))).PolicyNames).toEqual(PolicyNames);
});

test('a snapshot that cannot be read leads to fresh accounts', async () => {
  await writeFile(join(folder, 'sandbox.bin'), 'not a snapshot');
  const { Roles = [] } = await iamOf(await start()).send(new ListRolesCommand({ PathPrefix: '/tributary/' }));
  expect(Roles.map(({ RoleName }) => RoleName)).toEqual(['operator']);
});

test('a port that is taken leads to the next one', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
  });
  const running = await start(port);
  expect(Number(new URL(running.endpoint).port)).toBeGreaterThan(port);
  expect(await start(port)).toBe(running);
  taken.close();
});
