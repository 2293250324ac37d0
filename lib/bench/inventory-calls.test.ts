import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsServices } from '@/lib/aws/aws-services';
import { readPolicy } from '@/lib/aws/kinesis/read';
import { openSession } from '@/lib/aws/session/open-session';
import { multiplyRates } from '@/lib/aws/session/rate-limit';
import { hubCredentials } from '@/lib/sandbox/accounts';
import { systemClock } from '@/lib/sandbox/clock';
import { handle } from '@/lib/sandbox/handle';
import { switchLimits } from '@/lib/sandbox/rate-limit';
import { type Endpoint, openEndpoint } from '@/lib/sandbox/server';
import type { Places } from '@/lib/service/inventory/inventory-scope';
import { streamInventory } from '@/lib/service/inventory/read-inventory';
import type { InventoryPiece } from '@/lib/wiring/inventory';
import type { Stream } from '@/lib/wiring/resource/kinesis';
import { madeWorld } from './made-world';
import { accountsAt, openStore } from './staged-accounts';

const size = { streams: 220, wires: 100 };
const ownReaders = size.streams - size.wires;

/** An operation as the endpoint took it, with what it was asked about. */
type Taken = { operation: string; body: string };

let endpoint: Endpoint;
let places: Places;
let taken: Taken[];
let store: { close(): Promise<void> };
let tests = 0;

beforeAll(async () => {
  store = await openStore();
});

afterAll(async () => {
  multiplyRates(1);
  Object.assign(globalThis, { tributaryPractice: null });
  await store.close();
});

beforeEach(async () => {
  const world = await madeWorld(size);
  switchLimits(world, false);
  taken = [];
  endpoint = await openEndpoint(0, (request) => {
    const body = Buffer.from(request.body).toString();
    return handle(world, systemClock(0), request, async (operation) => void taken.push({ operation, body }));
  });
  // However slow the machine is, nothing that was read grows old, and no quota is waited for.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  multiplyRates(100_000);
  tests += 1;
  places = accountsAt({ endpoint: `http://127.0.0.1:${endpoint.port}`, hub: hubCredentials }, `calls-${tests}`);
});

afterEach(async () => {
  vi.useRealTimers();
  await endpoint.close();
});

/** Asks until nothing is still being read. */
async function read(look: (piece: InventoryPiece) => void = () => undefined): Promise<void> {
  let pending = 0;
  const take = (piece: InventoryPiece) => {
    if (piece.piece === 'done') pending = piece.pending;
    look(piece);
  };
  do await streamInventory(places, {}, take, new AbortController().signal);
  while (pending > 0);
}

const named = (operation: string) => taken.filter((one) => one.operation === operation);
const counts = () => Object.fromEntries(taken.map(({ operation }) => [operation, named(operation).length]));

const onceEach = {
  AssumeRole: 2,
  DescribeStreamSummary: size.streams,
  GetResourcePolicy: size.streams,
  ListEventSourceMappings: size.wires / 100 + Math.ceil(ownReaders / 100),
  ListFunctions: size.wires / 50 + Math.ceil(ownReaders / 50),
  // Three pages of the producer, an empty one of the consumer.
  ListStreams: Math.ceil(size.streams / 100) + 1,
  // An empty one of each.
  ListTables: 2,
};

describe(`the inventory of ${size.streams} streams`, () => {
  it('takes a call for each full page of a list, one summary and one policy a stream, and nothing twice', async () => {
    await read();
    expect(counts()).toEqual(onceEach);
  });

  it('takes no more for several who look at once, and nothing for who looks four seconds later', async () => {
    await Promise.all([read(), read(), read()]);
    vi.setSystemTime(Date.now() + 4000);
    await read();
    expect(counts()).toEqual(onceEach);
  });

  it('lists everything before it reads the first policy', async () => {
    await read();
    const lastList = taken.findLastIndex(({ operation }) => operation.startsWith('List'));
    expect(taken.findIndex(({ operation }) => operation === 'GetResourcePolicy')).toBeGreaterThan(lastList);
  });

  it('shows the rows of a page before it has the next', async () => {
    const pagesAtFirstRow: number[] = [];
    await read((piece) => {
      if (piece.piece === 'sources' && piece.sources.length > 0) pagesAtFirstRow.push(named('ListStreams').length);
    });
    // One of them is the empty page of the consumer.
    expect(pagesAtFirstRow[0]).toBeLessThanOrEqual(2);
  });

  it('lets a person’s call go before the hundred that only fill the screen', async () => {
    const place = places.producers.find(({ connection }) => connection.name === 'producer');
    if (!place) throw new Error('no producer');
    vi.useRealTimers();
    multiplyRates(20);
    const arn = 'arn:aws:kinesis:us-east-1:999900009999:stream/telemetry-events-00219';
    const session = openSession(place.connection, place.region, 'read', awsServices);
    let asked: Promise<unknown> | null = null;
    let before = 0;
    await read((piece) => {
      if (piece.piece !== 'source' || asked) return;
      if ((piece.source as Stream).policy.state === 'pending') return;
      before = named('GetResourcePolicy').length;
      asked = readPolicy(session, arn);
    });
    await asked;
    const policies = named('GetResourcePolicy').map(({ body }) => body);
    const position = policies.findIndex((body) => body.includes(arn));
    // Eight that fill the screen may be on their way already, and overtake it.
    expect(position - before).toBeLessThan(30);
  });
});
