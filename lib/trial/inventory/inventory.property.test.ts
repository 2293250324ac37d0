import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { passing, stopTime } from '../fault/virtual-time';
import { runScenario, type Tally } from './run-scenario';
import { anyScenario, type Scenario } from './scenario';

// AWS answers from this process's memory after a time that passes in no time: a case must cost little.
vi.mock('@/lib/aws/session/open-session', async () => (await import('./accounts-in-memory')).sessions);
vi.mock('@/lib/store/connections', async () => (await import('./connections-in-memory')).connectionTable);
vi.mock('@/lib/store/plans', () => ({ forgetPlans: async () => undefined }));
vi.mock('@/lib/store/runs', () => ({ wiresWithRuns: async () => [], listRunsOfWires: async () => [] }));
vi.mock('@/lib/store/wires', () => ({
  forgetWires: async () => undefined,
  noteWires: async () => new Map(),
  observeWires: async () => new Map(),
}));

/** `TRIBUTARY_INVENTORY_RUNS` scenarios from `TRIBUTARY_INVENTORY_SEED` on. */
const { TRIBUTARY_INVENTORY_RUNS, TRIBUTARY_INVENTORY_SEED } = process.env;
const numRuns = Number(TRIBUTARY_INVENTORY_RUNS ?? 300);
const seed = Number(TRIBUTARY_INVENTORY_SEED ?? 20_260_105);

beforeAll(() => {
  vi.stubEnv('TRIBUTARY_SANDBOX', 'on');
  stopTime();
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

test(
  'whatever is forgotten, expired or edited meanwhile, an inventory ends read, or says what is still being read',
  async () => {
    const tallies: Tally[] = [];
    const take = async (scenario: Scenario) => void tallies.push(await passing(runScenario(scenario)));
    await fc.assert(fc.asyncProperty(anyScenario, take), { seed, numRuns });
    const sum = (one: keyof Tally) => tallies.reduce((all, each) => all + each[one], 0);
    if (TRIBUTARY_INVENTORY_RUNS !== undefined)
      console.log({ ends: sum('ends'), stillRead: sum('stillRead'), again: sum('again') });
    if (numRuns < 100) return;
    expect(Math.min(sum('stillRead'), sum('again'))).toBeGreaterThan(10);
  },
  24 * 3_600_000,
);

const calm: Scenario = { streams: 24, wired: 2, longestCall: 300, seed: 1, happenings: [], lookings: [] };
const watched = { at: 0, how: 'stream' as const, times: 1, refresh: false, leavesAfter: null };

test.each([0, 300, 1_000, 2_500])('a reset %i milliseconds after a reading began', async (at) => {
  const happenings = [{ at, what: 'reset' as const, on: 'producer' as const }];
  await passing(runScenario({ ...calm, happenings, lookings: [watched] }));
});

test('who asks after a change gets nothing that began to be read before it', async () => {
  const at = 2_500;
  const happenings = [{ at, what: 'expire' as const, on: 'producer' as const }];
  const lookings = [watched, { ...watched, at, how: 'json' as const }];
  for (const each of Array(30).keys()) {
    await passing(runScenario({ ...calm, streams: 8, wired: 0, longestCall: 3_000, seed: each, happenings, lookings }));
  }
});

test('a Region that is disconnected and connected again while it is looked at is read', async () => {
  const happenings = [
    { at: 0, what: 'add-region' as const, on: 'producer' as const },
    { at: 2_500, what: 'drop-region' as const, on: 'producer' as const },
    { at: 3_000, what: 'add-region' as const, on: 'producer' as const },
  ];
  const lookings = [{ ...watched, at: 500 }];
  for (const each of Array(10).keys()) {
    await passing(runScenario({ ...calm, longestCall: 6_000, seed: each, happenings, lookings }));
  }
});

test('an edit ends at the moment when somebody who looks has been told where', async () => {
  const at = 36_000;
  const happenings = [
    { at, what: 'edit-role' as const, on: 'producer' as const },
    { at: 0, what: 'edit-name' as const, on: 'producer' as const },
  ];
  const lookings = [
    { ...watched, leavesAfter: 0 },
    { ...watched, at, how: 'json' as const },
  ];
  for (const each of [...Array(30).keys(), -1_585_638_433]) {
    await passing(runScenario({ ...calm, streams: 1, wired: 0, longestCall: 0, seed: each, happenings, lookings }));
  }
});
