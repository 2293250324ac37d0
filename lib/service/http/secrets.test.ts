import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { getTableName } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { POST as CHECK } from '@/app/api/connections/[id]/check/route';
import { GET as ROLE } from '@/app/api/connections/[id]/role/route';
import { GET as CONNECTION } from '@/app/api/connections/[id]/route';
import { GET as CONNECTIONS } from '@/app/api/connections/route';
import { GET as HEALTH } from '@/app/api/health/route';
import { GET as INVENTORY } from '@/app/api/inventory/route';
import { GET as FAULTS } from '@/app/api/sandbox/faults/route';
import { GET as SANDBOX } from '@/app/api/sandbox/route';
import { GET as WIRE } from '@/app/api/wires/[id]/route';
import { GET as WIRES } from '@/app/api/wires/route';
import { awsServices } from '@/lib/aws/aws-services';
import { openSession } from '@/lib/aws/session/open-session';
import type { Practice } from '@/lib/sandbox/practice';
import { startSandbox } from '@/lib/sandbox/start';
import { closeDatabase, database } from '@/lib/store/database';
import { connections, plans, runSteps, runs, wires } from '@/lib/store/schema';
import type { Inventory } from '@/lib/wiring/inventory';
import { getConnection } from '../connection/get-connection';
import { roleForms } from '../connection/role/role-file';
import { log } from '../server/log';
import { route } from './route';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'trace';
});

const folder = mkdtempSync(join(tmpdir(), 'tributary-secrets-'));
let practice: Practice;
const printed: string[] = [];

beforeAll(async () => {
  process.env.TRIBUTARY_DATA = folder;
  process.env.TRIBUTARY_SANDBOX = 'on';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed.push(String(chunk));
    return true;
  });
  practice = await startSandbox({ port: 0, dataFolder: folder, delay: 0, limits: false });
  await database();
});

afterAll(async () => {
  vi.restoreAllMocks();
  await practice.close();
  await closeDatabase();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (query = '', accept = 'application/json') =>
  new Request(`http://127.0.0.1/api/x${query}`, { headers: { accept } });

async function answers(): Promise<string[]> {
  const at = (id: string) => ({ params: Promise.resolve({ id }) });
  const ids = ['practice-producer', 'practice-consumer'];
  const inventory = await INVENTORY(ask(), {});
  const { wires: found }: Inventory = await inventory.clone().json();
  const responses = [
    inventory,
    await HEALTH(ask(), {}),
    await CONNECTIONS(ask(), {}),
    await FAULTS(ask(), {}),
    await INVENTORY(ask('?refresh=true', 'text/event-stream'), {}),
    await WIRES(ask(), {}),
    ...(await Promise.all(found.slice(0, 3).map((wire) => WIRE(ask(), at(wire.id))))),
    ...(await Promise.all(ids.flatMap((id) => [CONNECTION(ask(), at(id)), CHECK(ask(), at(id))]))),
    ...(await Promise.all(roleForms.map((form) => ROLE(ask(`?form=${form}`), at('practice-producer'))))),
  ];
  return Promise.all(responses.map((response) => response.text()));
}

async function rows(): Promise<string[]> {
  const db = await database();
  const tables = [connections, plans, runs, runSteps, wires];
  return Promise.all(
    tables.map(async (table) => `${getTableName(table)} ${JSON.stringify(await db.select().from(table))}`),
  );
}

async function secrets(): Promise<string[]> {
  const sessions = await Promise.all(
    ['practice-producer', 'practice-consumer'].map(async (id) => {
      const connection = await getConnection(id);
      const held = (['read', 'change'] as const).map((access) =>
        openSession(connection, 'us-east-1', access, awsServices).client(KinesisClient).config.credentials(),
      );
      return Promise.all(held);
    }),
  );
  const all = [practice.hub, ...practice.accounts, ...sessions.flat()];
  return all.flatMap((one) => [
    one.accessKeyId,
    one.secretAccessKey,
    ...('sessionToken' in one && one.sessionToken ? [one.sessionToken] : []),
  ]);
}

it('no credential is in an answer, a row of the store, or a line of the log', async () => {
  const said = await answers();
  // A fault of the SDK carries its request, signature and all: it must not reach the log or the answer.
  const connection = await getConnection('practice-producer');
  const credentials = await openSession(connection, 'us-east-1', 'read', awsServices)
    .client(KinesisClient)
    .config.credentials();
  const failing = route(() => {
    throw Object.assign(new Error('it broke'), { $response: { headers: { authorization: credentials } }, credentials });
  });
  said.push(await (await failing(ask(), {})).text());
  log.info({ credentials, connection: { externalId: connection.externalId } }, 'one that was not careful');
  const kept = await rows();
  const held = await secrets();
  expect(held.length).toBeGreaterThan(15);
  expect(said.join('').length).toBeGreaterThan(10_000);
  expect(printed.join('')).toContain('it broke');
  for (const secret of held) {
    expect(said.some((text) => text.includes(secret))).toBe(false);
    expect(kept.some((text) => text.includes(secret))).toBe(false);
    expect(printed.some((text) => text.includes(secret))).toBe(false);
  }
});

it('the practice accounts alone hand out keys: those of their administrators', async () => {
  const text = await (await SANDBOX(ask(), {})).text();
  expect(text).toContain(practice.accounts[0]?.secretAccessKey);
  expect(text).not.toContain(practice.hub.secretAccessKey);
});
