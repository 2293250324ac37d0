import '@/lib/trial/in-process';

import { expect, test } from 'vitest';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { resumeRun } from '@/lib/service/run/resume-run';
import { undoRun } from '@/lib/service/run/undo-run';
import { callsOf, OrdersTrial } from '../orders-trial';

const trial = OrdersTrial.inEveryTest();

test('a stream that a reader of the table’s own account came to read stays on, undone and removed', async () => {
  const run = await trial.applied(await trial.plan());
  const stream = (await trial.stream()) ?? '';
  await trial.readAtHome(`${trial.ends.table}-trigger`, stream);
  await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'table-stream-in-use' } });
  const removal = await removeWire(run.wireId);
  expect(callsOf(removal)).not.toContain('dynamodb:UpdateTable');
  expect((await trial.applied(removal)).state).toBe('done');
  expect(await trial.stream()).toBe(stream);
});

test('a stream that others were let in to by its policy meanwhile is not switched off', async () => {
  const { wireId } = await trial.applied(await trial.plan());
  const stream = (await trial.stream()) ?? '';
  const removal = await removeWire(wireId);
  trial.stage.practice.faults.add({ id: 'no', kind: 'deny', service: 'dynamodb', operation: 'UpdateTable' });
  const stopped = await trial.applied(removal);
  trial.stage.practice.faults.clear();
  const theirs = await trial.putPolicy(stream, trial.theirs('Later'));
  const resumed = await trial.settled(await resumeRun(stopped.id));
  expect(resumed.steps.find(({ state }) => state === 'failed')).toMatchObject({
    change: { call: { call: 'dynamodb:UpdateTable' } },
    error: { code: 'StaleChange' },
  });
  expect(await trial.stream()).toBe(stream);
  expect(await trial.policy(stream)).toBe(theirs);
});

test('a stream that its owner made anew after the run is left on by an undo', async () => {
  const run = await trial.applied(await trial.plan());
  await trial.switchStream(false);
  const anew = await trial.switchStream(true);
  expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
  expect(await trial.stream()).toBe(anew);
});

test('a stream that its owner switched on before the run came to it is taken, and left on by an undo', async () => {
  trial.stage.practice.faults.add({ id: 'no', kind: 'deny', service: 'iam', operation: 'AttachRolePolicy' });
  const stopped = await trial.applied(await trial.plan());
  expect(stopped.state).toBe('failed');
  trial.stage.practice.faults.clear();
  const theirs = await trial.switchStream(true);
  const resumed = await trial.settled(await resumeRun(stopped.id));
  expect([resumed.state, await trial.stream()]).toEqual(['done', theirs]);
  expect((await trial.settled(await undoRun(resumed.id))).state).toBe('undone');
  expect([await trial.stream(), await trial.policy(theirs)]).toEqual([theirs, null]);
});
