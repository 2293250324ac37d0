import '@/lib/trial/in-process';

import { randomUUID } from 'node:crypto';
import { DeleteResourcePolicyCommand } from '@aws-sdk/client-kinesis';
import { afterEach, describe, expect, test } from 'vitest';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { getPlan } from '@/lib/service/plan/get-plan';
import { openPlan } from '@/lib/service/plan/open-plan';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { getRun } from '@/lib/service/run/get-run';
import { listRuns } from '@/lib/service/run/list-runs';
import { resumeRun } from '@/lib/service/run/resume-run';
import { newRun } from '@/lib/service/run/run-state';
import { undoRun } from '@/lib/service/run/undo-run';
import { watchRun } from '@/lib/service/run/watch-run';
import { sweepLeases, takeRun } from '@/lib/store/leases';
import { insertRun } from '@/lib/store/runs';
import { basicPolicy, kinesisPolicy } from '@/lib/trial/sandbox/reader-role';
import { type Run, stepsBehind } from '@/lib/wiring/run';
import { fallSilent } from '../store/staged-run';
import { calls, WireTrial } from '../wire-trial';

const trial = WireTrial.inEveryTest('trouble');

/** Takes a right away from everybody. */
function deny(service: string, operation: string): void {
  trial.stage.practice.faults.add({ id: 'no', service, operation, kind: 'deny' });
}

/** A run that did all but the mapping, which it might not make. */
async function stoppedAtMapping(): Promise<Run> {
  deny('lambda', 'CreateEventSourceMapping');
  const run = await trial.applied();
  trial.stage.practice.faults.clear();
  return run;
}

describe('a run', () => {
  test('stops at once and names the row when the grant is taken away meanwhile', async () => {
    await trial.stage.attach(trial.ends.roleName, kinesisPolicy);
    await trial.applied();
    const [mapping] = await trial.stage.mappings(trial.ends.stream);
    expect(mapping).toBeDefined();
    const half = await trial.plan();
    expect(half.changes).toEqual([]);
    const run = await unmakeMappingAndTry();
    expect(run.state).toBe('failed');
    const error = run.steps.at(-1)?.error;
    expect(error?.cause).toMatchObject({ key: 'run.cause.not-granted' });
    expect(error?.cause?.values?.rows).toContain('kinesis:DescribeStream');
    expect(error?.message).toContain('Cannot access stream');
  });

  /** A plan that only makes the mapping, carried out after the stream's policy is gone. */
  async function unmakeMappingAndTry(): Promise<Run> {
    const removal = await removeWire((await trial.plan()).wireId);
    const deletion = removal.changes.slice(0, 1);
    const stored = await getPlan(removal.id);
    const unmade = newRun(`unmade-${randomUUID()}`, { ...stored, changes: deletion }, new Date().toISOString());
    await insertRun({ ...unmade, state: 'interrupted' });
    await trial.settled(await resumeRun(unmade.id));
    const creation = await trial.plan();
    expect(calls(creation)).toEqual(['lambda:CreateEventSourceMapping']);
    const run = newRun(`late-${randomUUID()}`, creation, new Date().toISOString());
    await trial.stage.kinesis.send(new DeleteResourcePolicyCommand({ ResourceARN: trial.ends.stream }));
    await insertRun({ ...run, state: 'interrupted' });
    return trial.settled(await resumeRun(run.id));
  }

  test('killed between the journal and the call goes on without doing anything twice', async () => {
    const made = await trial.plan();
    const run = newRun(`killed-${randomUUID()}`, made, new Date().toISOString());
    const [first] = run.steps;
    if (!first) throw new Error('no step');
    Object.assign(first, { state: 'running', before: 'not attached', begunAt: new Date().toISOString() });
    await insertRun(run);
    expect(await sweepLeases()).toEqual([run.id]);
    expect((await getRun(run.id)).state).toBe('interrupted');
    expect((await trial.settled(await resumeRun(run.id))).state).toBe('done');
    expect(await trial.stage.mappings(trial.ends.stream)).toHaveLength(1);
    await trial.settled(await undoRun(run.id));
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
  });

  test('killed after each call, before its answer was written down, does nothing twice and undoes all of it', async () => {
    const whole = await trial.applied();
    // The journal as it stood when the process died: every call out, no answer kept.
    const run = newRun(`lost-${randomUUID()}`, await getPlan(whole.planId), new Date().toISOString());
    for (const [index, step] of run.steps.entries()) {
      const { before, begunAt } = whole.steps[index] ?? {};
      Object.assign(step, { state: 'running', before, begunAt });
    }
    await insertRun({ ...run, state: 'interrupted' });
    expect((await trial.settled(await resumeRun(run.id))).state).toBe('done');
    expect(await trial.stage.mappings(trial.ends.stream)).toHaveLength(1);
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    expect(await trial.stage.mappings(trial.ends.stream)).toEqual([]);
    expect(await trial.stage.policy(trial.ends.stream)).toBe('{}');
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
  });

  test('killed while it found everything made already takes none of it back: all of it is of others', async () => {
    const others = await trial.applied();
    const snapshot = await trial.stage.snapshot(trial.ends);
    const run = newRun(`found-${randomUUID()}`, await getPlan(others.planId), new Date().toISOString());
    for (const [index, step] of run.steps.entries()) {
      const { begunAt, result } = others.steps[index] ?? {};
      Object.assign(step, { state: 'running', begunAt, result: { ...result, already: 'true' } });
    }
    await insertRun({ ...run, state: 'interrupted' });
    const resumed = await trial.settled(await resumeRun(run.id));
    expect(resumed.steps.map(({ state, result }) => [state, result?.already])).toEqual(
      run.steps.map(() => ['done', 'true']),
    );
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    expect(await trial.stage.snapshot(trial.ends)).toEqual(snapshot);
  });

  test('killed before its undo took its first step goes on as an undo', async () => {
    const run = await stoppedAtMapping();
    expect(run.state).toBe('failed');
    const move = { from: ['failed'], to: 'undoing' } as const;
    await takeRun(run.id, move, ['a'], { instance: 'gone', client: null });
    await fallSilent(run.id);
    expect(await sweepLeases()).toEqual([run.id]);
    expect((await trial.settled(await resumeRun(run.id))).state).toBe('undone');
    expect(await trial.stage.policy(trial.ends.stream)).toBe('{}');
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
  });

  test('is not undone while a later run of its wire stands on it', async () => {
    const half = await stoppedAtMapping();
    const rest = await trial.applied();
    expect(rest.steps.map((step) => step.change.call.call)).toEqual(['lambda:CreateEventSourceMapping']);
    const refused = { problem: { code: 'run-overtaken', values: { run: rest.id } } };
    await expect(undoRun(half.id)).rejects.toMatchObject(refused);
    await expect(resumeRun(half.id)).rejects.toMatchObject(refused);
    expect((await trial.settled(await undoRun(rest.id))).state).toBe('undone');
    expect((await trial.settled(await undoRun(half.id))).state).toBe('undone');
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
  });

  test('is the only one at work on its wire', async () => {
    const made = await trial.plan();
    const results = await Promise.allSettled([applyPlan(made.id), applyPlan(made.id)]);
    const [won] = results.filter((one) => one.status === 'fulfilled');
    expect(results.filter((one) => one.status === 'rejected')).toHaveLength(1);
    expect(won && (await trial.settled(won.value)).state).toBe('done');
    expect(await trial.stage.mappings(trial.ends.stream)).toHaveLength(1);
  });
});

describe('trouble', () => {
  afterEach(() => trial.stage.practice.faults.clear());

  test('AWS saying that it is too much is waited out, and nothing is done twice', async () => {
    trial.stage.practice.faults.add({
      id: 'slow-down',
      service: 'lambda',
      operation: 'CreateEventSourceMapping',
      kind: 'throttle',
      every: 1,
    });
    const id = await applyPlan((await trial.plan()).id);
    const reasons: string[] = [];
    await watchRun(
      id,
      (run) => {
        const reason = run.steps.find((step) => step.waiting)?.waiting?.reason.key;
        if (reason && !reasons.includes(reason)) reasons.push(reason);
        if (reason === 'run.waiting.throttled') trial.stage.practice.faults.clear();
      },
      new AbortController().signal,
    );
    expect(reasons).toContain('run.waiting.throttled');
    expect((await getRun(id)).state).toBe('done');
    expect(await trial.stage.mappings(trial.ends.stream)).toHaveLength(1);
  });

  test('a mapping that was made though the answer was lost is this run’s own, and goes with its undo', async () => {
    trial.stage.practice.faults.add({
      id: 'lost',
      service: 'lambda',
      operation: 'CreateEventSourceMapping',
      kind: 'reset',
      takesEffect: true,
      times: 1,
    });
    const run = await trial.applied();
    expect(run.state).toBe('done');
    const [mapping, ...more] = await trial.stage.mappings(trial.ends.stream);
    expect(more).toEqual([]);
    expect(run.steps.at(-1)?.result).toEqual({ uuid: mapping?.UUID });
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    expect(await trial.stage.mappings(trial.ends.stream)).toEqual([]);
  });

  test('a run that waits can be undone at once', async () => {
    trial.stage.practice.faults.add({
      id: 'slow-down',
      service: 'lambda',
      operation: 'CreateEventSourceMapping',
      kind: 'throttle',
    });
    const id = await applyPlan((await trial.plan()).id);
    const waiting = new AbortController();
    await watchRun(id, (run) => void (run.state === 'waiting' && waiting.abort()), waiting.signal);
    expect((await trial.settled(await undoRun(id))).state).toBe('undone');
    expect(await trial.stage.policy(trial.ends.stream)).toBe('{}');
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
  });

  test('a write that the connection may not make says which, and goes on once it may', async () => {
    deny('kinesis', 'PutResourcePolicy');
    const run = await trial.applied();
    expect(run.state).toBe('failed');
    const step = run.steps.find((one) => one.state === 'failed');
    expect(step?.error).toMatchObject({
      cause: { key: 'run.cause.refused', values: { action: 'kinesis:PutResourcePolicy', account: '999900009999' } },
    });
    trial.stage.practice.faults.clear();
    expect((await trial.settled(await resumeRun(run.id))).state).toBe('done');
  });

  test('is known by the plan that it is of, the last one where there are several', async () => {
    const { id } = await trial.plan();
    expect((await openPlan(id)).run).toBeUndefined();
    const first = await trial.settled(await applyPlan(id));
    expect((await openPlan(id)).run).toBe(first.id);
    await trial.settled(await undoRun(first.id));
    const second = await trial.settled(await applyPlan(id));
    expect((await openPlan(id)).run).toBe(second.id);
  });

  test('is listed with both ends of its wire, whatever its changes name', async () => {
    const run = await trial.applied();
    const [listed] = await listRuns(run.wireId);
    expect(listed?.ends).toEqual({ source: trial.ends.stream, reader: trial.ends.function });
  });

  test('an undo has a clock of its own, and the time that the change took stays', async () => {
    const run = await trial.applied();
    const before = Date.now();
    const undone = await trial.settled(await undoRun(run.id));
    expect(undone.steps.map(({ startedAt }) => startedAt)).toEqual(run.steps.map(({ startedAt }) => startedAt));
    expect(undone.steps.every(({ undoBegunAt = '' }) => Date.parse(undoBegunAt) >= before)).toBe(true);
  });

  test('a first change that is refused leaves nothing to undo', async () => {
    deny('iam', 'AttachRolePolicy');
    const run = await trial.applied();
    expect(run.state).toBe('failed');
    expect(stepsBehind(run)).toEqual([]);
    trial.stage.practice.faults.clear();
    expect((await trial.settled(await resumeRun(run.id))).state).toBe('done');
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
  });

  test('a first change whose answer was lost, and that may not be looked at, is left to an undo', async () => {
    const attach = { service: 'iam', operation: 'AttachRolePolicy' };
    trial.stage.practice.faults.add({ id: 'lost', ...attach, kind: 'reset', takesEffect: true });
    const id = await applyPlan((await trial.plan()).id);
    const waiting = new AbortController();
    await watchRun(id, (one) => void (one.state === 'waiting' && waiting.abort()), waiting.signal);
    deny('iam', 'ListAttachedRolePolicies');
    const run = await trial.settled(id);
    expect(run.steps.filter(({ state }) => state === 'done')).toEqual([]);
    expect(stepsBehind(run)).toHaveLength(1);
    trial.stage.practice.faults.clear();
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
  });

  test('an undo that failed goes on as an undo', async () => {
    const run = await trial.applied();
    deny('lambda', 'DeleteEventSourceMapping');
    const failed = await trial.settled(await undoRun(run.id));
    expect(failed.state).toBe('failed');
    expect(failed.steps.map((step) => step.state)).toEqual(['done', 'done', 'failed']);
    trial.stage.practice.faults.clear();
    expect((await trial.settled(await resumeRun(run.id))).state).toBe('undone');
    expect(await trial.stage.mappings(trial.ends.stream)).toEqual([]);
    expect(await trial.stage.policy(trial.ends.stream)).toBe('{}');
  });

  test('a role whose policies may not be read is unknown, and everything else works', async () => {
    await trial.stage.attach(trial.ends.roleName, kinesisPolicy);
    deny('iam', 'ListAttachedRolePolicies');
    const made = await trial.plan();
    const ofRole = made.verdicts.filter((verdict) => verdict.need.id.startsWith('consumer:identity-policy:'));
    expect(new Set(ofRole.map((verdict) => verdict.state))).toEqual(new Set(['unknown']));
    expect(ofRole[0]?.unread?.action).toBe('iam:ListAttachedRolePolicies');
    expect((await trial.settled(await applyPlan(made.id))).state).toBe('done');
  });

  test('two runs that write one stream at once lose nobody anything', async () => {
    const first = await trial.plan();
    trial.ends = { ...trial.ends, ...(await trial.stage.reader(`${trial.ends.roleName}-b`)) };
    await trial.stage.attach(trial.ends.roleName, kinesisPolicy);
    const second = await trial.plan();
    const ids = await Promise.allSettled([applyPlan(first.id), applyPlan(second.id)]);
    const runs = await Promise.all(ids.map((one) => (one.status === 'fulfilled' ? trial.settled(one.value) : null)));
    const kept = (await trial.stage.policy(trial.ends.stream)) ?? '';
    for (const run of runs.filter((one) => one?.state === 'done')) expect(kept).toContain(`Tributary${run?.wireId}`);
    expect(runs.some((run) => run?.state === 'done')).toBe(true);
  });
});
