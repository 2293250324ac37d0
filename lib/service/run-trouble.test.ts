import { DeleteResourcePolicyCommand } from '@aws-sdk/client-kinesis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { basicPolicy, type StagedEnds, StagedPractice } from '@/lib/sandbox/staged-practice';
import { closeDatabase } from '@/lib/store/database';
import { insertRun } from '@/lib/store/runs';
import type { Plan } from '@/lib/wiring/plan';
import type { Run } from '@/lib/wiring/run';
import { applyPlan } from './apply-plan';
import { getPlan } from './get-plan';
import { getRun } from './get-run';
import { listConnections } from './list-connections';
import { markInterruptedRuns } from './mark-interrupted-runs';
import { planWire } from './plan-wire';
import { removeWire } from './remove-wire';
import { resumeRun } from './resume-run';
import { newRun } from './run-state';
import { undoRun } from './undo-run';
import { watchRun } from './watch-run';

const managedPolicy = 'arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole';

let stage: StagedPractice;
let ends: StagedEnds;
let stories = 0;

beforeAll(async () => {
  stage = await StagedPractice.open();
});

afterAll(async () => {
  await closeDatabase();
  await stage.close();
});

beforeEach(async () => {
  stories += 1;
  ends = await stage.ends(`trouble-${stories}`);
});

async function plan(): Promise<Plan> {
  const connections = await listConnections();
  const id = (account: string) => connections.find((one) => one.accountId === account)?.id ?? '';
  return planWire({
    kind: 'kinesis',
    source: { connection: id('999900009999'), arn: ends.stream },
    reader: { connection: id('888800008888'), functionArn: ends.function },
  });
}

async function settled(id: string): Promise<Run> {
  await watchRun(id, () => undefined, new AbortController().signal);
  return getRun(id);
}

async function applied(): Promise<Run> {
  return settled(await applyPlan((await plan()).id));
}

const calls = (one: Plan) => one.changes.map((change) => change.call.call);

describe('a run', () => {
  test('stops at once and names the row when the grant is taken away meanwhile', async () => {
    await stage.attach(ends.roleName, managedPolicy);
    await applied();
    const [mapping] = await stage.mappings(ends.stream);
    expect(mapping).toBeDefined();
    const half = await plan();
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
    const removal = await removeWire((await plan()).wireId);
    const deletion = removal.changes.slice(0, 1);
    const stored = await getPlan(removal.id);
    const unmade = newRun(`unmade-${stories}`, { ...stored, changes: deletion }, new Date().toISOString());
    await insertRun({ ...unmade, state: 'interrupted' });
    await settled(await resumeRun(unmade.id));
    const creation = await plan();
    expect(calls(creation)).toEqual(['lambda:CreateEventSourceMapping']);
    const run = newRun(`late-${stories}`, creation, new Date().toISOString());
    await stage.kinesis.send(new DeleteResourcePolicyCommand({ ResourceARN: ends.stream }));
    await insertRun({ ...run, state: 'interrupted' });
    return settled(await resumeRun(run.id));
  }

  test('killed between the journal and the call goes on without doing anything twice', async () => {
    const made = await plan();
    const run = newRun(`killed-${stories}`, made, new Date().toISOString());
    const [first] = run.steps;
    if (!first) throw new Error('no step');
    Object.assign(first, { state: 'running', before: 'not attached', begunAt: new Date().toISOString() });
    await insertRun(run);
    expect(await markInterruptedRuns()).toBe(1);
    expect((await getRun(run.id)).state).toBe('interrupted');
    expect((await settled(await resumeRun(run.id))).state).toBe('done');
    expect(await stage.mappings(ends.stream)).toHaveLength(1);
    await settled(await undoRun(run.id));
    expect(await stage.attached(ends.roleName)).toEqual([basicPolicy]);
  });

  test('killed after each call, before its answer was written down, does nothing twice and undoes all of it', async () => {
    const whole = await applied();
    // The journal as it stood when the process died: every call out, no answer kept.
    const run = newRun(`lost-${stories}`, await getPlan(whole.planId), new Date().toISOString());
    for (const [index, step] of run.steps.entries()) {
      const { before, begunAt } = whole.steps[index] ?? {};
      Object.assign(step, { state: 'running', before, begunAt });
    }
    await insertRun({ ...run, state: 'interrupted' });
    expect((await settled(await resumeRun(run.id))).state).toBe('done');
    expect(await stage.mappings(ends.stream)).toHaveLength(1);
    expect((await settled(await undoRun(run.id))).state).toBe('undone');
    expect(await stage.mappings(ends.stream)).toEqual([]);
    expect(await stage.policy(ends.stream)).toBe('{}');
    expect(await stage.attached(ends.roleName)).toEqual([basicPolicy]);
  });

  test('is the only one at work on its wire', async () => {
    const made = await plan();
    const results = await Promise.allSettled([applyPlan(made.id), applyPlan(made.id)]);
    const [won] = results.filter((one) => one.status === 'fulfilled');
    expect(results.filter((one) => one.status === 'rejected')).toHaveLength(1);
    expect(won && (await settled(won.value)).state).toBe('done');
    expect(await stage.mappings(ends.stream)).toHaveLength(1);
  });
});

describe('trouble', () => {
  afterEach(() => stage.practice.faults.clear());

  test('AWS saying that it is too much is waited out, and nothing is done twice', async () => {
    stage.practice.faults.add({
      id: 'slow-down',
      service: 'lambda',
      operation: 'CreateEventSourceMapping',
      kind: 'throttle',
      every: 1,
    });
    const id = await applyPlan((await plan()).id);
    const reasons: string[] = [];
    await watchRun(
      id,
      (run) => {
        const reason = run.steps.find((step) => step.waiting)?.waiting?.reason.key;
        if (reason && !reasons.includes(reason)) reasons.push(reason);
        if (reason === 'run.waiting.throttled') stage.practice.faults.clear();
      },
      new AbortController().signal,
    );
    expect(reasons).toContain('run.waiting.throttled');
    expect((await getRun(id)).state).toBe('done');
    expect(await stage.mappings(ends.stream)).toHaveLength(1);
  });

  test('a run that waits can be undone at once', async () => {
    stage.practice.faults.add({
      id: 'slow-down',
      service: 'lambda',
      operation: 'CreateEventSourceMapping',
      kind: 'throttle',
    });
    const id = await applyPlan((await plan()).id);
    const waiting = new AbortController();
    await watchRun(id, (run) => void (run.state === 'waiting' && waiting.abort()), waiting.signal);
    expect((await settled(await undoRun(id))).state).toBe('undone');
    expect(await stage.policy(ends.stream)).toBe('{}');
    expect(await stage.attached(ends.roleName)).toEqual([basicPolicy]);
  });

  test('a write that the connection may not make says which, and goes on once it may', async () => {
    stage.practice.faults.add({ id: 'no', service: 'kinesis', operation: 'PutResourcePolicy', kind: 'deny' });
    const run = await applied();
    expect(run.state).toBe('failed');
    const step = run.steps.find((one) => one.state === 'failed');
    expect(step?.error).toMatchObject({
      cause: { key: 'run.cause.refused', values: { action: 'kinesis:PutResourcePolicy', account: '999900009999' } },
    });
    stage.practice.faults.clear();
    expect((await settled(await resumeRun(run.id))).state).toBe('done');
  });

  test('an undo that failed goes on as an undo', async () => {
    const run = await applied();
    stage.practice.faults.add({ id: 'no', service: 'lambda', operation: 'DeleteEventSourceMapping', kind: 'deny' });
    const failed = await settled(await undoRun(run.id));
    expect(failed.state).toBe('failed');
    expect(failed.steps.map((step) => step.state)).toEqual(['done', 'done', 'failed']);
    stage.practice.faults.clear();
    expect((await settled(await resumeRun(run.id))).state).toBe('undone');
    expect(await stage.mappings(ends.stream)).toEqual([]);
    expect(await stage.policy(ends.stream)).toBe('{}');
  });

  test('a role whose policies may not be read is unknown, and everything else works', async () => {
    await stage.attach(ends.roleName, managedPolicy);
    stage.practice.faults.add({ id: 'no', service: 'iam', operation: 'ListAttachedRolePolicies', kind: 'deny' });
    const made = await plan();
    const ofRole = made.verdicts.filter((verdict) => verdict.need.id.startsWith('consumer:identity-policy:'));
    expect(new Set(ofRole.map((verdict) => verdict.state))).toEqual(new Set(['unknown']));
    expect(ofRole[0]?.unread?.action).toBe('iam:ListAttachedRolePolicies');
    expect((await settled(await applyPlan(made.id))).state).toBe('done');
  });

  test('two runs that write one stream at once lose nobody anything', async () => {
    const first = await plan();
    ends = { ...ends, ...(await stage.reader(`${ends.roleName}-b`)) };
    await stage.attach(ends.roleName, managedPolicy);
    const second = await plan();
    const ids = await Promise.allSettled([applyPlan(first.id), applyPlan(second.id)]);
    const runs = await Promise.all(ids.map((one) => (one.status === 'fulfilled' ? settled(one.value) : null)));
    const kept = (await stage.policy(ends.stream)) ?? '';
    for (const run of runs.filter((one) => one?.state === 'done')) expect(kept).toContain(`Tributary${run?.wireId}`);
    expect(runs.some((run) => run?.state === 'done')).toBe(true);
  });
});
