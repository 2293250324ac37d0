import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRoleCommand, IAMClient, ListRolesCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Practice, practice } from './practice';
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

function iamOf({ endpoint, region, accounts }: Practice): IAMClient {
  const [, producer] = accounts;
  if (!producer) throw new Error('no producer account');
  return new IAMClient({ region, endpoint, credentials: producer, maxAttempts: 1 });
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
