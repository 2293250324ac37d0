import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { slow } from '../slow';
import { runScenario, type Tally } from './run-scenario';
import { anyScenario, type Scenario, uneventful } from './scenario';

// What is asked of AWS stays in this process, and what is written down in its memory: a case must cost little.
vi.mock('@smithy/node-http-handler', async () => {
  return { NodeHttpHandler: (await import('@/lib/trial/sandbox/unserved-practice')).UnservedHandler };
});
vi.mock('node:timers/promises', async () => ({ setTimeout: (await import('./virtual-time')).sleep }));
vi.mock('@/lib/store/connections', async () => (await import('./store-in-memory')).connectionTable);
vi.mock('@/lib/store/plans', async () => (await import('./store-in-memory')).planTable);
vi.mock('@/lib/store/wires', async () => (await import('./store-in-memory')).wireTable);
vi.mock('@/lib/store/runs', async () => (await import('./store-in-memory')).runTable);
vi.mock('@/lib/store/journal', async () => (await import('./store-in-memory')).journalTable);
vi.mock('@/lib/store/leases', async () => (await import('./store-in-memory')).leaseTable);

/** `TRIBUTARY_FAULT_RUNS` scenarios from `TRIBUTARY_FAULT_SEED` on; `TRIBUTARY_FAULT_PATH` replays one that failed. */
const { TRIBUTARY_FAULT_RUNS, TRIBUTARY_FAULT_SEED, TRIBUTARY_FAULT_PATH } = process.env;
const numRuns = Number(TRIBUTARY_FAULT_RUNS ?? (slow ? 500 : 120));
const seed = Number(TRIBUTARY_FAULT_SEED ?? 20_260_105);

const folder = mkdtempSync(join(tmpdir(), 'tributary-faults-'));

beforeAll(() => {
  process.env.TRIBUTARY_DATA = folder;
  process.env.TRIBUTARY_SANDBOX = 'on';
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'whatever goes wrong, a run ends done, undone or stopped with the exact state shown, and can be brought to an end',
  async () => {
    const tallies: Tally[] = [];
    const take = async (scenario: Scenario) => void tallies.push(await runScenario(scenario));
    const path = TRIBUTARY_FAULT_PATH === undefined ? {} : { path: TRIBUTARY_FAULT_PATH, endOnFailure: true };
    await fc.assert(fc.asyncProperty(anyScenario, take), { seed, numRuns, ...path });
    if (TRIBUTARY_FAULT_RUNS !== undefined) console.log(summary(tallies));
    if (numRuns < 100) return;
    const outcomes = new Set(tallies.flatMap((tally) => [tally.ended, ...tally.outcomes]));
    expect([...outcomes]).toEqual(
      expect.arrayContaining(['done', 'undone', 'failed', 'interrupted', 'refused', 'blocked']),
    );
  },
  24 * 3_600_000,
);

const throttledOnce = { id: 'once', kind: 'throttle' as const, operation: 'PutResourcePolicy', times: 1 };
const table = { ...uneventful.start, kind: 'dynamodb' as const };
const fanOut = { ...uneventful.start, kind: 'kinesis-fanout' as const };
const { trouble } = uneventful;

test.each<[string, Scenario]>([
  ['goes its way', uneventful],
  ['and everything is taken back', { ...uneventful, start: { ...fanOut, encrypted: true }, undoAfter: true }],
  [
    'somebody edits the policy while the client waits to repeat a write that was throttled',
    {
      ...uneventful,
      trouble: { ...trouble, faults: [throttledOnce], edits: [{ at: 5, what: 'add', on: 'stream' }] },
    },
  ],
  [
    'somebody shares the consumer that a run registered, and the run is taken back',
    {
      ...uneventful,
      start: fanOut,
      end: 'undo',
      trouble: { ...trouble, edits: [{ at: 1, what: 'add', on: 'consumer' }] },
    },
  ],
  [
    'of a table, and everything is taken back',
    { ...uneventful, start: { ...table, encrypted: true }, undoAfter: true },
  ],
  [
    'of a table, whose stream somebody shares after a run switched it on, and the run is taken back',
    {
      ...uneventful,
      start: table,
      end: 'undo',
      trouble: { ...trouble, edits: [{ at: 1, what: 'add', on: 'stream' }] },
    },
  ],
  [
    'of a table, whose owner switches the stream off and on before the mapping is made',
    {
      ...uneventful,
      start: table,
      undoAfter: true,
      trouble: { ...trouble, edits: [{ at: 4, what: 'off-and-on', on: 'table' }] },
    },
  ],
  [
    'of a table, whose policy on the stream others edit while AWS takes no further one',
    {
      ...uneventful,
      start: { ...table, streamOn: true, scale: 1 },
      undoAfter: true,
      trouble: { ...trouble, edits: [{ at: 2, what: 'add', on: 'stream' }] },
    },
  ],
  [
    'of a table, is taken back while what was written to the policy cannot be read yet',
    {
      ...uneventful,
      start: { ...table, streamOn: true, scale: 0.2 },
      trouble: { ...trouble, interruptAt: 4 },
      tries: ['undo'],
      end: 'undo',
    },
  ],
])('a wire: %s', async (_, scenario) => {
  await runScenario(scenario);
});

/** Before a write of the policy of a table's stream, there or back, and before the stream is switched off again. */
const edited = [
  ...[4, 7, 8, 10].map((at) => ({ streamOn: false, at })),
  ...[5, 11].map((at) => ({ streamOn: true, at })),
];

test.each(edited)('a wire of a table, whose stream others share meanwhile, is taken back: %o', async (what) => {
  const { streamOn, at } = what;
  const start = { ...table, streamOn };
  const edits = [{ at, what: 'add' as const, on: 'stream' as const }];
  await runScenario({ ...uneventful, start, trouble: { ...trouble, edits }, tries: ['undo'], end: 'undo' });
});

const ofEveryKind = [
  'PutResourcePolicy',
  'AttachRolePolicy',
  'PutRolePolicy',
  'PutKeyPolicy',
  'CreateEventSourceMapping',
];

const lost = [
  { start: fanOut, operations: [...ofEveryKind, 'RegisterStreamConsumer'] },
  { start: table, operations: [...ofEveryKind, 'UpdateTable'] },
].flatMap(({ start, operations }) =>
  operations.flatMap((operation) =>
    [true, false].map((takesEffect) => ({ kind: start.kind, start, operation, takesEffect })),
  ),
);

test.each(lost)(
  'a wire of $kind waits out that four answers are lost: $operation, done all the same: $takesEffect',
  async ({ operation, takesEffect, start }) => {
    const faults = [{ id: 'lost', kind: 'reset' as const, times: 4, operation, takesEffect }];
    const scenario = { ...uneventful, start: { ...start, encrypted: true }, trouble: { ...trouble, faults } };
    expect(await runScenario(scenario)).toMatchObject({ ended: 'done' });
  },
);

function summary(tallies: readonly Tally[]): string {
  const counts = new Map<string, number>();
  const count = (what: string, times = 1) => counts.set(what, (counts.get(what) ?? 0) + times);
  for (const { ended, outcomes, edits, unseen, requests } of tallies) {
    count(`ended ${ended}`);
    for (const state of outcomes) count(`reached ${state}`);
    if (edits > 0) count('with edits');
    count('edits that nothing tells of', unseen);
    count('requests', requests);
  }
  return `${tallies.length} scenarios: ${[...counts].map(([what, times]) => `${what} ${times}`).join(', ')}`;
}
