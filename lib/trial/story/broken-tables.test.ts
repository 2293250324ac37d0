import { afterAll, beforeAll, expect, test } from 'vitest';
import { listConnections } from '@/lib/service/connection/list-connections';
import { readInventory } from '@/lib/service/inventory/read-inventory';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { planWire } from '@/lib/service/plan/plan-wire';
import { getRun } from '@/lib/service/run/get-run';
import { watchRun } from '@/lib/service/run/watch-run';
import { getWire } from '@/lib/service/wire/get-wire';
import { closeDatabase } from '@/lib/store/database';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Run } from '@/lib/wiring/run';
import type { Wire } from '@/lib/wiring/wire';
import { callsOf } from '../orders-trial';
import { StagedPractice } from '../sandbox/staged-practice';

let stage: StagedPractice;
let wires: Wire[];
beforeAll(async () => {
  stage = await StagedPractice.open();
  const { wires: all } = await readInventory({ refresh: true });
  wires = all.filter(({ kind }) => kind === 'dynamodb');
}, 60_000);
afterAll(async () => {
  await closeDatabase();
  await stage.close();
});

const table = (name: string) => `arn:aws:dynamodb:us-east-1:999900009999:table/${name}`;
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:888800008888:function:${name}`;

function wireOf(reader: string): Wire {
  const found = wires.find(({ readerArn }) => readerArn.endsWith(`:${reader}`));
  if (!found) throw new Error(`no wire reads with ${reader}`);
  return found;
}

async function planned(tableName: string, reader: string): Promise<Plan> {
  const connections = await listConnections();
  const id = (account: string) => connections.find((one) => one.accountId === account)?.id ?? '';
  return planWire({
    kind: 'dynamodb',
    source: { connection: id('999900009999'), arn: table(tableName) },
    reader: { connection: id('888800008888'), functionArn: functionArn(reader) },
  });
}

async function applied(plan: Plan): Promise<Run> {
  const run = await applyPlan(plan.id);
  await watchRun(run, () => undefined, new AbortController().signal);
  return getRun(run);
}

const unmet = async (id: string) => {
  const { verdicts } = await getWire(id);
  return verdicts.filter(({ state, need }) => state !== 'met' && need.weight !== 'advised').map(({ code }) => code);
};

test('the wires of tables are found, each with what it is called', () => {
  const found = wires.map(({ sourceArn, readerArn, status, code }) => [
    sourceArn.split('/').at(-1),
    readerArn.split(/[:/]/).at(-1),
    status,
    code,
  ]);
  expect(Object.fromEntries(found.map(([name, reader, ...of]) => [`${name} → ${reader}`, of]))).toMatchObject({
    'product-catalogue → catalogue-indexer': ['broken', 'mapping-on-old-stream'],
    'shopping-carts → abandoned-carts': [expect.any(String), 'policy-on-table'],
    'customer-profiles → profile-sync': ['broken', 'table-aws-managed-key'],
    'delivery-slots → slot-reminders-exec': ['half', 'granted-unread'],
  });
});

test('the working one has everything and nothing to do', async () => {
  const { id, status } = wireOf('order-status-projector');
  expect(['flowing', 'idle']).toContain(status);
  expect(await unmet(id)).toEqual([]);
  expect(callsOf(await planned('order-status', 'order-status-projector'))).toEqual([]);
});

test.each([
  [
    'product-catalogue',
    'catalogue-indexer',
    ['mapping-on-old-stream', 'no-policy'],
    ['dynamodb:PutResourcePolicy', 'lambda:CreateEventSourceMapping', 'lambda:DeleteEventSourceMapping'],
  ],
  ['shopping-carts', 'abandoned-carts', ['policy-on-table'], ['dynamodb:PutResourcePolicy']],
] as const)('the wire from %s to %s is named rightly and mended by one plan', async (name, reader, codes, calls) => {
  const { id } = wireOf(reader);
  expect(new Set(await unmet(id))).toEqual(new Set(codes));
  const plan = await planned(name, reader);
  expect(callsOf(plan)).toEqual(calls);
  expect(plan.wireId).toBe(id);
  expect((await applied(plan)).state).toBe('done');
  expect(await unmet(id)).toEqual([]);
  expect(callsOf(await planned(name, reader))).toEqual([]);
});

test('a role that lacks ListStreams is named, and one plan gives it that and the mapping', async () => {
  const plan = await planned('delivery-slots', 'slot-reminders');
  const missing = plan.verdicts.filter(({ state }) => state === 'missing').map(({ need }) => need.id);
  expect(missing).toEqual(['consumer:identity-policy:dynamodb:ListStreams']);
  const run = await applied(plan);
  expect(run.state).toBe('done');
  expect(await unmet(run.wireId)).toEqual([]);
});

test('an AWS managed key stops the plan', async () => {
  const plan = await planned('customer-profiles', 'profile-sync');
  expect(plan.blocked).toBe(true);
  expect(plan.verdicts.find(({ state }) => state === 'denied')?.code).toBe('table-aws-managed-key');
});

test('a third reader is named with the other two, one of them in the table’s own account', async () => {
  const { id } = wireOf('reorder-alerts');
  const { verdicts } = await getWire(id);
  const full = verdicts.find(({ code }) => code === 'readers-full');
  expect(full).toMatchObject({ state: 'denied', because: { values: { count: 2, most: 2 } } });
  expect(full?.because.values?.functions).toContain('999900009999:function:inventory-history');
  expect((await planned('inventory-levels', 'reorder-alerts')).blocked).toBe(true);
});
