import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Practice, practice } from './practice';
import { productSetup } from './product-setup';
import { startSandbox } from './start';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-'));
});

afterEach(async () => {
  vi.restoreAllMocks();
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

/** As before there was a service. */
function startEarlier(): Promise<Practice> {
  const services = productSetup.services.filter(({ name }) => name !== 'dynamodb');
  return startSandbox({ port: 0, dataFolder: folder, delay: 0, setup: { ...productSetup, services } });
}

test('accounts of an earlier version keep what is in them and get what a new service has to show', async () => {
  const earlier = await startEarlier();
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

test('accounts of an earlier version open without a new service where a role has no room for its policy', async () => {
  const earlier = await startEarlier();
  const Resource = Array.from({ length: 230 }, (_, index) => `arn:aws:s3:::bucket-${index}-of-many-others/*`);
  const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iamOf(earlier).send(new DeleteRolePolicyCommand({ ...operator, PolicyName: 'tributary' }));
  await iamOf(earlier).send(new PutRolePolicyCommand({ ...operator, PolicyName: 'own', PolicyDocument }));
  await earlier.close();
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const { PolicyNames } = await iamOf(await start()).send(new ListRolePoliciesCommand(operator));
  expect(PolicyNames).toEqual(['own']);
  expect(said).toHaveBeenCalledWith(expect.stringContaining('not all of dynamodb could be added: Maximum policy size'));
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
