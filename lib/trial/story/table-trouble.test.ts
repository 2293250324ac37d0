import '@/lib/trial/in-process';

import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { resumeRun } from '@/lib/service/run/resume-run';
import { undoRun } from '@/lib/service/run/undo-run';
import { getWire } from '@/lib/service/wire/get-wire';
import type { Run } from '@/lib/wiring/run';
import { OrdersTrial } from '../orders-trial';
import { slow } from '../slow';

/** AWS's delays in full where time is virtual, and a fiftieth of them on a real clock. */
const trial = OrdersTrial.inEveryTest(slow ? 0.02 : 1);
const unmet = async (wireId: string) => (await getWire(wireId)).verdicts.filter(({ state }) => state !== 'met');

test('with AWS’s delays a table is wired at the first try: its stream, its policy and its reader are waited for', async () => {
  const run = await trial.applied(await trial.plan());
  expect(run.steps.map(({ error }) => error)).toEqual([null, null, null, null]);
  expect(await unmet(run.wireId)).toEqual([]);
});

test('a policy that was written less than 15 seconds ago is waited for by an undo', async () => {
  const before = await trial.standing();
  const run = await trial.applied(await trial.plan());
  const undone = await trial.settled(await undoRun(run.id));
  expect(undone.steps.map(({ error }) => error)).toEqual([null, null, null, null]);
  expect(await trial.standing()).toEqual(before);
});

test('a removal and its undo wait as long as it takes', async () => {
  const { wireId } = await trial.applied(await trial.plan());
  const wired = await trial.standing();
  const removed = await trial.applied(await removeWire(wireId));
  expect(removed.state).toBe('done');
  expect((await trial.settled(await undoRun(removed.id))).state).toBe('undone');
  expect(await trial.standing()).toEqual(wired);
  expect(await unmet(wireId)).toEqual([]);
});

test('a stream that its owner is just switching off is waited for, and then switched on', async () => {
  trial.stage.practice.faults.add({ id: 'no', kind: 'deny', service: 'dynamodb', operation: 'UpdateTable' });
  const stopped = await trial.applied(await trial.plan());
  expect(stopped.steps.find(({ state }) => state === 'failed')?.change.call.call).toBe('dynamodb:UpdateTable');
  trial.stage.practice.faults.clear();
  const former = await trial.switchStream(true);
  const StreamSpecification = { StreamEnabled: false };
  await trial.dynamodb.send(new UpdateTableCommand({ TableName: trial.ends.table, StreamSpecification }));
  const resumed = await trial.settled(await resumeRun(stopped.id));
  expect(resumed.steps.flatMap(({ error }) => error ?? [])).toEqual([]);
  expect(await trial.stream()).not.toBe(former);
  expect(await unmet(resumed.wireId)).toEqual([]);
});

describe.each([
  ['every first answer is lost', { kind: 'timeout', takesEffect: true, every: 2 }],
  ['every second connection breaks once the write took effect', { kind: 'reset', takesEffect: true, every: 2 }],
  ['every second answer breaks off in its middle', { kind: 'half-answer', every: 2 }],
  ['every second write fails before it takes effect', { kind: 'error', every: 2 }],
  ['every second write is throttled', { kind: 'throttle', every: 2 }],
] as const)('where %s', (_, fault) => {
  const trouble = () => trial.stage.practice.faults.add({ id: 'fault', only: 'writes', ...fault });
  const quiet = () => {
    expect(trial.stage.practice.faults.list()[0]?.injected).toBeGreaterThan(1);
    trial.stage.practice.faults.clear();
  };
  const errors = ({ steps }: Run) => steps.flatMap(({ error }) => error ?? []);

  test('a table is wired, and is as it was once that is undone', async () => {
    const before = await trial.standing();
    trouble();
    const run = await trial.applied(await trial.plan());
    expect(errors(run)).toEqual([]);
    expect(await unmet(run.wireId)).toEqual([]);
    expect(errors(await trial.settled(await undoRun(run.id)))).toEqual([]);
    quiet();
    expect(await trial.standing()).toEqual(before);
  });

  test('a wire is removed, and stands again once that is undone', async () => {
    const before = await trial.standing();
    const { wireId } = await trial.applied(await trial.plan());
    const wired = await trial.standing();
    trouble();
    const removed = await trial.applied(await removeWire(wireId));
    expect(errors(removed)).toEqual([]);
    expect(await trial.standing()).toEqual(before);
    expect(errors(await trial.settled(await undoRun(removed.id)))).toEqual([]);
    quiet();
    expect(await trial.standing()).toEqual(wired);
    expect(await unmet(wireId)).toEqual([]);
  });
});
