import '@/lib/trial/in-process';

import { afterEach, describe, expect, test } from 'vitest';
import { updateConnection } from '@/lib/service/connection/update-connection';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { resumeRun } from '@/lib/service/run/resume-run';
import { undoRun } from '@/lib/service/run/undo-run';
import { watchRun } from '@/lib/service/run/watch-run';
import { allConnections, deleteConnection, insertConnection } from '@/lib/store/connections';
import type { Connection } from '@/lib/wiring/connection';
import type { Run } from '@/lib/wiring/run';
import { OrdersTrial } from '../orders-trial';

const trial = OrdersTrial.inEveryTest();

/** The connections as they were, by which a test puts them back. */
let before: Connection[] = [];

async function withdraw(accountId: string, how: 'made read-only' | 'removed'): Promise<void> {
  before = await allConnections();
  const id = before.find((one) => one.accountId === accountId)?.id ?? '';
  if (how === 'removed') await deleteConnection(id);
  else await updateConnection(id, { mode: 'read-only' });
}

async function giveBack(): Promise<void> {
  for (const one of before) {
    await deleteConnection(one.id);
    await insertConnection(one);
  }
}

/** Throttles a call, and withdraws the permission once the run waits for that to pass. */
async function withdrawnWhile(id: string, accountId: string, how: 'made read-only' | 'removed'): Promise<Run> {
  const waiting = new AbortController();
  const isWaiting = (run: Run) => run.steps.some((step) => step.waiting?.reason.key === 'run.waiting.throttled');
  await watchRun(id, (run) => void (isWaiting(run) && waiting.abort()), waiting.signal);
  await withdraw(accountId, how);
  trial.stage.practice.faults.clear();
  return trial.settled(id);
}

function throttle(service: string, operation: string): void {
  trial.stage.practice.faults.add({ id: 'slow-down', service, operation, kind: 'throttle' });
}

const causes = {
  'made read-only': 'run.cause.connection-read-only',
  removed: 'run.cause.connection-gone',
} as const;

describe.each(['made read-only', 'removed'] as const)('a connection that is %s while a step waits', (how) => {
  afterEach(giveBack);

  test.each([
    ['the table’s account', 'dynamodb', 'UpdateTable', '999900009999'],
    ['the reader’s account', 'lambda', 'CreateEventSourceMapping', '888800008888'],
  ])('is not written through any more: %s', async (_, service, operation, accountId) => {
    throttle(service, operation);
    const run = await withdrawnWhile(await applyPlan((await trial.plan()).id), accountId, how);
    const failed = run.steps.find(({ state }) => state === 'failed');
    expect(failed?.change.call.call).toBe(`${service}:${operation}`);
    expect(failed?.error?.cause?.key).toBe(causes[how]);
    await giveBack();
    expect((await trial.settled(await resumeRun(run.id))).state).toBe('done');
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
  });

  test('keeps what an undo was to take back', async () => {
    const made = await trial.applied(await trial.plan());
    throttle('lambda', 'DeleteEventSourceMapping');
    const run = await withdrawnWhile(await undoRun(made.id), '888800008888', how);
    expect(run.steps.at(-1)?.error?.cause?.key).toBe(causes[how]);
    await giveBack();
    expect((await trial.settled(await resumeRun(run.id))).state).toBe('undone');
  });
});
