import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GET as INVENTORY } from '@/app/api/inventory/route';
import { GET as SANDBOX } from '@/app/api/sandbox/route';
import type { Practice } from '@/lib/sandbox/practice';
import type { SwitchedFault } from '@/lib/sandbox/practice-fault';
import { startSandbox } from '@/lib/sandbox/start';
import { checkConnection } from '@/lib/service/connection/check-connection';
import { createConnection } from '@/lib/service/connection/create-connection';
import { listConnections } from '@/lib/service/connection/list-connections';
import { removeConnection } from '@/lib/service/connection/remove-connection';
import { forgetInventory } from '@/lib/service/inventory/kept-inventory';
import { readInventory } from '@/lib/service/inventory/read-inventory';
import { resetPractice } from '@/lib/service/practice/practice-accounts';
import { closeDatabase, database } from '@/lib/store/database';
import { accountOf } from '@/lib/wiring/arn';
import type { ConnectionCheck } from '@/lib/wiring/connection';
import type { InventoryPiece, ListedThing, ListRead } from '@/lib/wiring/inventory';
import type { Stream } from '@/lib/wiring/resource/kinesis';
import { streamArnOf } from '@/lib/wiring/resource/kinesis-arn';
import type { Mapping } from '@/lib/wiring/resource/lambda';

const folder = mkdtempSync(join(tmpdir(), 'tributary-practice-'));
let practice: Practice;

beforeAll(async () => {
  process.env.TRIBUTARY_DATA = folder;
  process.env.TRIBUTARY_SANDBOX = 'auto';
  practice = await startSandbox({ port: 0, dataFolder: folder, delay: 0, limits: false });
  await database();
});

afterAll(async () => {
  await practice.close();
  await closeDatabase();
  rmSync(folder, { recursive: true, force: true });
});

const producer = '999900009999';
const consumer = '888800008888';

const withFault = (fault: Omit<SwitchedFault, 'id'>) => practice.faults.add({ id: 'test', ...fault });

afterEach(() => practice.faults.clear());

async function pieces(query = ''): Promise<InventoryPiece[]> {
  const headers = { accept: 'text/event-stream' };
  const response = await INVENTORY(new Request(`http://127.0.0.1/api/inventory${query}`, { headers }), {});
  const events = (await response.text()).split('\n\n').filter((event) => event.startsWith('data: '));
  return events.map((event) => JSON.parse(event.slice(6)));
}

describe('the connections', () => {
  it('are the practice accounts’ own while there is none to AWS', async () => {
    expect(
      (await listConnections()).map(({ id, name, accountId, sandbox }) => ({ id, name, accountId, sandbox })),
    ).toEqual([
      { id: 'practice-producer', name: 'orders-platform', accountId: producer, sandbox: true },
      { id: 'practice-consumer', name: 'analytics', accountId: consumer, sandbox: true },
    ]);
    await expect(removeConnection('practice-producer')).rejects.toMatchObject({
      problem: { code: 'practice-connection' },
    });
  });

  it('to AWS and to practice accounts are never shown together', async () => {
    const roleArn = 'arn:aws:iam::111122223333:role/tributary/operator';
    const real = await createConnection({ name: 'real', roleArn, regions: ['us-east-1'], mode: 'read-only' });
    expect(await listConnections()).toEqual([real]);
    expect((await SANDBOX(new Request('http://127.0.0.1/api/sandbox'), {})).status).toBe(404);
    await removeConnection(real.id);
    expect(await listConnections()).toHaveLength(2);
    expect((await SANDBOX(new Request('http://127.0.0.1/api/sandbox'), {})).status).toBe(200);
  });
});

function isStream(source: ListedThing): source is ListedThing & Stream {
  return source.is === 'kinesis-stream';
}

describe('the inventory', () => {
  it('sends lists before policies, policies of wired streams before others, and ends', async () => {
    const sent = await pieces('?region=us-east-1');
    const wired = new Set(
      sent
        .flatMap((piece) => (piece.piece === 'mappings' ? (piece.mappings as Mapping[]) : []))
        .filter((mapping) => accountOf(mapping.sourceArn) !== mapping.accountId)
        .map((mapping) => streamArnOf(mapping.sourceArn)),
    );
    const lists = sent.findLastIndex((piece) => 'read' in piece);
    const filled = sent.flatMap((piece) => (piece.piece === 'source' && isStream(piece.source) ? [piece.source] : []));
    const inOrder = new Set(filled.filter(({ policy }) => policy.state !== 'pending').map(({ arn }) => arn));
    const firstOther = [...inOrder].findIndex((arn) => !wired.has(arn));
    expect(sent.findIndex((piece) => piece.piece === 'source')).toBeGreaterThan(lists);
    expect(firstOther).toBeGreaterThan(0);
    // Eight are on their way at once and may overtake one another.
    expect([...inOrder].slice(firstOther + 8).some((arn) => wired.has(arn))).toBe(false);
    expect(sent.at(-1)).toMatchObject({ piece: 'done', whole: true, gone: [] });
  });

  it('sends only what changed to who has the rest already', async () => {
    const tokyo = '?region=ap-northeast-1';
    const whole = await pieces(tokyo);
    const next = (sent: InventoryPiece[]) => sent.flatMap((piece) => (piece.piece === 'done' ? piece.next : []))[0];
    const again = await pieces(`${tokyo}&after=${next(whole)}`);
    expect(again.at(-1)).toMatchObject({ piece: 'done', whole: false, gone: [] });
    expect(again.flatMap((piece) => (piece.piece === 'functions' ? piece.functions : []))).toEqual([]);
    expect(again.flatMap((piece) => (piece.piece === 'functions' ? [piece.read.read.state] : []))).toContain('known');
    const unknown = await pieces(`${tokyo}&after=${next(whole)}`);
    expect(unknown.at(-1)).toMatchObject({ piece: 'done', whole: true });
  });

  it('is whole as one answer, and says since when each wire stands so', async () => {
    const { sources, functions, mappings, wires } = await readInventory();
    expect(
      sources.filter(isStream).every(({ summary, policy }) => summary.state === 'known' && policy.state !== 'pending'),
    ).toBe(true);
    expect(functions.length).toBeGreaterThan(10);
    expect(mappings.length).toBeGreaterThan(8);
    expect(wires.find((wire) => wire.sourceArn.endsWith('stream/payments-ledger'))?.mapping?.lastProcessingResult).toBe(
      'OK',
    );
  });

  it('remembers since when a wire stands so', async () => {
    const tokyo = { region: 'ap-northeast-1', refresh: true };
    const [before] = (await readInventory(tokyo)).wires;
    const [after] = (await readInventory(tokyo)).wires;
    expect(before?.since).toEqual(expect.any(String));
    expect(after).toMatchObject({ id: before?.id, since: before?.since });
  });

  it('keeps one half when the other is refused, and says who was refused what', async () => {
    withFault({ kind: 'deny', operation: 'ListStreams', accountId: producer });
    forgetInventory('practice-producer');
    const { functions, mappings, reads } = await readInventory();
    const list = (name: ListRead['list'], accountId: string) =>
      reads.filter((one) => one.list === name && one.accountId === accountId).map((one) => one.read);
    expect(functions.length).toBeGreaterThan(10);
    expect(mappings.length).toBeGreaterThan(8);
    for (const read of list('streams', producer)) {
      expect(read).toMatchObject({
        state: 'refused',
        refusal: {
          action: 'kinesis:ListStreams',
          principal: `arn:aws:iam::${producer}:role/tributary/operator`,
          policyType: 'service control policy',
        },
      });
    }
  });

  it('goes on when AWS knows the sessions no more', async () => {
    await practice.reset();
    const { reads, sources } = await readInventory({ region: 'ap-northeast-1', refresh: true });
    expect(reads.every(({ read }) => read.state === 'known')).toBe(true);
    expect(sources.filter(isStream).every((source) => source.summary.state === 'known')).toBe(true);
  });

  it('is of one Region and one connection when asked so', async () => {
    const { sources, functions } = await readInventory({ region: 'ap-northeast-1', producer: 'practice-producer' });
    expect(new Set(sources.map((source) => source.region))).toEqual(new Set(['ap-northeast-1']));
    expect(functions.every((one) => one.region === 'ap-northeast-1')).toBe(true);
    const unknown = new Request('http://127.0.0.1/api/inventory?region=mars-1');
    expect(await (await INVENTORY(unknown, {})).json()).toMatchObject({ code: 'region-not-connected', status: 400 });
  });
});

describe('the doctor', () => {
  const notPassed = (checks: ConnectionCheck[]) =>
    checks.filter((check) => check.state !== 'passed').map(({ id, state }) => `${state} ${id}`);

  it('finds nothing on a role that is right', async () => {
    const { checks, connection } = await checkConnection('practice-consumer');
    expect(notPassed(checks)).toEqual([]);
    expect(connection).toMatchObject({ checkState: 'ready', checkedAt: expect.any(String) });
    expect(checks[0]).toMatchObject({ id: 'hub-identity', evidence: expect.stringContaining('assumed-role/hub/') });
  });

  it('names the one read that is refused, in AWS’s words', async () => {
    withFault({ kind: 'deny', operation: 'GetRolePolicy', accountId: consumer });
    const { checks, connection } = await checkConnection('practice-consumer');
    expect(notPassed(checks).filter((line) => line.startsWith('failed'))).toEqual(['failed read:iam:GetRolePolicy']);
    const refused = checks.find((check) => check.id === 'read:iam:GetRolePolicy');
    expect(refused?.evidence).toContain('is not authorized to perform: iam:GetRolePolicy');
    expect(refused?.fix?.key).toBe('doctor.fix.changePolicy');
    expect(connection.checkState).toBe('failing');
    expect(checks.filter((check) => check.id.startsWith('write:')).every((check) => check.state === 'unknown')).toBe(
      true,
    );
  });

  it('stops at a role that is not there, with the statement to paste', async () => {
    const roleArn = `arn:aws:iam::${consumer}:role/tributary/nobody`;
    const connection = await createConnection({ name: 'new', roleArn, regions: ['us-east-1'], mode: 'read-only' });
    const { checks } = await checkConnection(connection.id);
    await removeConnection(connection.id);
    expect(connection.sandbox).toBe(true);
    const missing = checks.find((check) => check.state === 'failed');
    expect(missing).toMatchObject({ id: 'role-exists', cause: { key: 'doctor.cause.noRole' } });
    expect(checks.slice(checks.indexOf(missing as ConnectionCheck) + 1).every(({ state }) => state === 'skipped')).toBe(
      true,
    );
    const document = missing?.fix?.document ?? '';
    expect(document).toContain(connection.externalId);
    expect(document).toContain('arn:aws:iam::777700007777:root');
  });
});

describe('a reset', () => {
  it('opens on the first landscape, and everything can be read again', async () => {
    await resetPractice();
    const { wires, reads } = await readInventory({ region: 'ap-northeast-1' });
    expect(reads.every(({ read }) => read.state === 'known')).toBe(true);
    expect(wires).toHaveLength(1);
  });
});
