import { beforeEach, expect, test, vi } from 'vitest';
import { listRunsOfWires, wiresWithRuns } from '@/lib/store/runs';
import { stagedRun } from '@/lib/trial/store/staged-run';
import { calls } from '@/lib/wiring/call/calls';
import type { Run } from '@/lib/wiring/run';
import { expireMarks, marksOfRuns } from './marks-of-runs';

vi.mock('@/lib/store/runs', () => ({ listRunsOfWires: vi.fn(), wiresWithRuns: vi.fn() }));

const key = 'arn:aws:kms:us-east-1:999900009999:key/1';

/** A run that opened a key, as far as its journal tells. */
function opening(wireId: string, state: 'done' | 'undone'): Run {
  const run = stagedRun(`run-${wireId}`);
  const [step] = run.steps;
  if (!step) throw new Error('a run without steps');
  const Statement = {
    Sid: 'Tributary0123456789abDecrypt',
    Effect: 'Allow',
    Principal: '*',
    Action: '*',
    Resource: '*',
  };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
  const call = { call: 'kms:PutKeyPolicy' as const, keyArn: key, policy, expected: '{}' };
  return { ...run, wireId, steps: [{ ...step, change: { ...step.change, call }, state, result: {} }] };
}

let stored: { run: Run; at: string; active: boolean }[] = [];

beforeEach(() => {
  stored = [];
  vi.mocked(wiresWithRuns).mockImplementation(async () =>
    stored.map(({ run, at, active }) => ({ wireId: run.wireId, at, active })),
  );
  vi.mocked(listRunsOfWires)
    .mockReset()
    .mockImplementation(async (ids) => stored.flatMap(({ run }) => (ids.includes(run.wireId) ? [run] : [])));
  expireMarks();
});

const opened = async (wireId: string) => (await marksOfRuns(calls))(wireId).map(({ on }) => on);

test('what a run left standing is known by its wire, until it is undone', async () => {
  stored = [{ run: opening('a', 'done'), at: '1', active: false }];
  expect([await opened('a'), await opened('b')]).toEqual([[key], []]);
  stored = [{ run: opening('a', 'undone'), at: '2', active: false }];
  expireMarks();
  expect(await opened('a')).toEqual([]);
});

test('journals are read again only of wires whose runs went on or are at work, and what did not change stays the same', async () => {
  stored = [
    { run: opening('c', 'done'), at: '1', active: false },
    { run: opening('d', 'done'), at: '1', active: true },
  ];
  const before = await marksOfRuns(calls);
  const [ofC, ofD] = [before('c'), before('d')];
  expireMarks();
  const after = await marksOfRuns(calls);
  expect(vi.mocked(listRunsOfWires).mock.calls).toEqual([[['c', 'd']], [['d']]]);
  expect(after('c')).toBe(ofC);
  expect(after('d')).toBe(ofD);
});

test('the store is asked once a second, and at once where a run of this server went on', async () => {
  const asked = () => vi.mocked(wiresWithRuns).mock.calls.length;
  const before = asked();
  await Promise.all([marksOfRuns(calls), marksOfRuns(calls)]);
  await marksOfRuns(calls);
  expect(asked()).toBe(before + 1);
  expireMarks();
  await marksOfRuns(calls);
  expect(asked()).toBe(before + 2);
});

/** The next answer of the store, held back until it is let go. */
function heldAnswer(): () => void {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const now = stored;
  vi.mocked(wiresWithRuns).mockImplementationOnce(async () => {
    await held;
    return now.map(({ run, at, active }) => ({ wireId: run.wireId, at, active }));
  });
  return letGo;
}

test('who asks while the journals are being read is told what they say', async () => {
  stored = [{ run: opening('e', 'done'), at: '1', active: false }];
  const letGo = heldAnswer();
  const asked = [opened('e'), opened('e')];
  letGo();
  expect(await Promise.all(asked)).toEqual([[key], [key]]);
});

test('who asks after a run went on is told of it, though a reading from before is still under way', async () => {
  stored = [];
  const letGo = heldAnswer();
  const before = opened('f');
  stored = [{ run: opening('f', 'done'), at: '1', active: false }];
  expireMarks();
  const after = opened('f');
  letGo();
  expect([await before, await after]).toEqual([[], [key]]);
});

test('a reading that fails is made again by whoever asks next', async () => {
  stored = [{ run: opening('g', 'done'), at: '1', active: false }];
  vi.mocked(wiresWithRuns).mockRejectedValueOnce(new Error('the store is away'));
  await expect(opened('g')).rejects.toThrow('the store is away');
  expect(await opened('g')).toEqual([key]);
});
