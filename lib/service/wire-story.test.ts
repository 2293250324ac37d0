import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  CreateStreamCommand,
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  KinesisClient,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-kinesis';
import {
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Practice } from '@/lib/sandbox/practice';
import { startSandbox } from '@/lib/sandbox/start';
import { closeDatabase } from '@/lib/store/database';
import { insertRun } from '@/lib/store/runs';
import type { Plan } from '@/lib/wiring/plan';
import type { Run } from '@/lib/wiring/run';
import type { Leg } from '@/lib/wiring/trace';
import { applyPlan } from './apply-plan';
import { getPlan } from './get-plan';
import { getRun } from './get-run';
import { getWire } from './get-wire';
import { listConnections } from './list-connections';
import { listWires } from './list-wires';
import { markInterruptedRuns } from './mark-interrupted-runs';
import { planWire } from './plan-wire';
import { readLogs } from './read-logs';
import { removeWire } from './remove-wire';
import { resumeRun } from './resume-run';
import { newRun } from './run-state';
import { sendTestRecord, traceableWire } from './send-test-record';
import { undoRun } from './undo-run';
import { watchRun } from './watch-run';

const folder = mkdtempSync(join(tmpdir(), 'tributary-story-'));
const managedPolicy = 'arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole';
const basicPolicy = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

let practice: Practice;
let kinesis: KinesisClient;
let lambda: LambdaClient;
let iam: IAMClient;
let ends: { stream: string; function: string; role: string; roleName: string };
let stories = 0;

beforeAll(async () => {
  process.env.TRIBUTARY_DATA = folder;
  process.env.TRIBUTARY_SANDBOX = 'on';
  practice = await startSandbox({ port: 0, dataFolder: folder, delay: 0, limits: false });
  Object.assign(globalThis, { __tributaryPractice: { endpoint: practice.endpoint, hub: practice.hub } });
  kinesis = new KinesisClient(administrator('producer'));
  lambda = new LambdaClient(administrator('consumer'));
  iam = new IAMClient(administrator('consumer'));
});

afterAll(async () => {
  await practice.close();
  await closeDatabase();
  rmSync(folder, { recursive: true, force: true });
});

function administrator(name: string) {
  const account = practice.accounts.find((one) => one.name === name);
  if (!account) throw new Error(`no account ${name}`);
  return { endpoint: practice.endpoint, region: practice.region, credentials: account };
}

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** A stream nobody may read yet and a function that logs what it is given, of their own for each story. */
beforeEach(async () => {
  stories += 1;
  const name = `story-${stories}`;
  await kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
  const role = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: basicPolicy }));
  ends = {
    stream: `arn:aws:kinesis:us-east-1:999900009999:stream/${name}`,
    function: await makeFunction(name, role.Role?.Arn),
    role: role.Role?.Arn ?? '',
    roleName: name,
  };
});

async function makeFunction(name: string, role: string | undefined): Promise<string> {
  const code = 'exports.handler = async (event) => { console.log(JSON.stringify(event)); };';
  const ZipFile = zipSync({ 'index.js': strToU8(code) });
  const options = { Runtime: 'nodejs20.x' as const, Handler: 'index.handler', Code: { ZipFile } };
  const made = await lambda.send(new CreateFunctionCommand({ FunctionName: name, Role: role, ...options }));
  return made.FunctionArn ?? '';
}

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

async function policy(): Promise<string | undefined> {
  return (await kinesis.send(new GetResourcePolicyCommand({ ResourceARN: ends.stream }))).Policy;
}

async function putPolicy(...statements: object[]): Promise<string> {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 3);
  await kinesis.send(new PutResourcePolicyCommand({ ResourceARN: ends.stream, Policy: text }));
  return text;
}

function statement(sid: string, account = '777700007777', actions = ['kinesis:GetRecords']): object {
  const root = `arn:aws:iam::${account}:root`;
  return { Sid: sid, Effect: 'Allow', Principal: { AWS: root }, Action: actions, Resource: ends.stream };
}

async function mappings() {
  const { EventSourceMappings } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: ends.stream }),
  );
  return EventSourceMappings ?? [];
}

async function attached(): Promise<string[]> {
  const answer = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: ends.roleName }));
  return (answer.AttachedPolicies ?? []).map((one) => one.PolicyArn ?? '');
}

const calls = (one: Plan) => one.changes.map((change) => change.call.call);

describe('wiring from nothing granted at all', () => {
  test('grants on both sides, makes the mapping, and has nothing to do the second time', async () => {
    expect(calls(await plan())).toEqual([
      'iam:AttachRolePolicy',
      'kinesis:PutResourcePolicy',
      'lambda:CreateEventSourceMapping',
    ]);
    const run = await applied();
    expect(run.steps.map((step) => step.error)).toEqual([null, null, null]);
    expect(run.state).toBe('done');
    expect(await mappings()).toMatchObject([{ State: 'Enabled' }]);
    const again = await plan();
    expect(again).toMatchObject({ changes: [], blocked: false });
    expect((await settled(await applyPlan(again.id))).state).toBe('done');
    expect((await getWire(run.wireId)).wire).toMatchObject({ id: run.wireId, shape: 'whole' });
  });

  test('undo takes back exactly what the run did, last change first', async () => {
    const run = await applied();
    expect((await settled(await undoRun(run.id))).state).toBe('undone');
    expect(await mappings()).toEqual([]);
    expect(await policy()).toBe('{}');
    expect(await attached()).toEqual([basicPolicy]);
  });

  test('undo leaves a right that the role had before', async () => {
    await iam.send(new AttachRolePolicyCommand({ RoleName: ends.roleName, PolicyArn: managedPolicy }));
    const run = await applied();
    expect(run.steps.map((step) => step.change.call.call)).not.toContain('iam:AttachRolePolicy');
    await settled(await undoRun(run.id));
    expect(await attached()).toContain(managedPolicy);
  });
});

describe('the statements of others', () => {
  test('stay byte for byte after apply and after undo', async () => {
    const before = await putPolicy(statement('Theirs'));
    const run = await applied();
    const after = await policy();
    const theirs = before.slice(before.indexOf('{', 2), before.lastIndexOf('}', before.lastIndexOf(']')) + 1);
    expect(after).toContain(theirs);
    expect(after).toContain(`Tributary${run.wireId}`);
    await settled(await undoRun(run.id));
    expect(await policy()).toBe(before);
  });

  test('stay when they were written between apply and undo', async () => {
    const run = await applied();
    const ours = JSON.parse((await policy()) ?? '') as { Statement: object[] };
    await putPolicy(...ours.Statement, statement('Later'));
    expect((await settled(await undoRun(run.id))).state).toBe('undone');
    const left = JSON.parse((await policy()) ?? '') as { Statement: object[] };
    expect(left.Statement).toEqual([statement('Later')]);
  });

  test('written after the plan make it stale, and nothing is written', async () => {
    const stale = await plan();
    const theirs = await putPolicy(statement('Theirs'));
    await expect(applyPlan(stale.id)).rejects.toMatchObject({ problem: { code: 'stale-plan', status: 409 } });
    expect(await policy()).toBe(theirs);
    expect(await attached()).toEqual([basicPolicy]);
  });
});

describe('a run', () => {
  test('stops at once and names the row when the grant is taken away meanwhile', async () => {
    await iam.send(new AttachRolePolicyCommand({ RoleName: ends.roleName, PolicyArn: managedPolicy }));
    await applied();
    const [mapping] = await mappings();
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
    await kinesis.send(new DeleteResourcePolicyCommand({ ResourceARN: ends.stream }));
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
    expect(await mappings()).toHaveLength(1);
    await settled(await undoRun(run.id));
    expect(await attached()).toEqual([basicPolicy]);
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
    expect(await mappings()).toHaveLength(1);
    expect((await settled(await undoRun(run.id))).state).toBe('undone');
    expect(await mappings()).toEqual([]);
    expect(await policy()).toBe('{}');
    expect(await attached()).toEqual([basicPolicy]);
  });

  test('is the only one at work on its wire', async () => {
    const made = await plan();
    const results = await Promise.allSettled([applyPlan(made.id), applyPlan(made.id)]);
    const [won] = results.filter((one) => one.status === 'fulfilled');
    expect(results.filter((one) => one.status === 'rejected')).toHaveLength(1);
    expect(won && (await settled(won.value)).state).toBe('done');
    expect(await mappings()).toHaveLength(1);
  });
});

describe('trouble', () => {
  afterEach(() => practice.faults.clear());

  test('AWS saying that it is too much is waited out, and nothing is done twice', async () => {
    practice.faults.add({
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
        if (reason === 'run.waiting.throttled') practice.faults.clear();
      },
      new AbortController().signal,
    );
    expect(reasons).toContain('run.waiting.throttled');
    expect((await getRun(id)).state).toBe('done');
    expect(await mappings()).toHaveLength(1);
  });

  test('a run that waits can be undone at once', async () => {
    practice.faults.add({
      id: 'slow-down',
      service: 'lambda',
      operation: 'CreateEventSourceMapping',
      kind: 'throttle',
    });
    const id = await applyPlan((await plan()).id);
    const waiting = new AbortController();
    await watchRun(id, (run) => void (run.state === 'waiting' && waiting.abort()), waiting.signal);
    expect((await settled(await undoRun(id))).state).toBe('undone');
    expect(await policy()).toBe('{}');
    expect(await attached()).toEqual([basicPolicy]);
  });

  test('a write that the connection may not make says which, and goes on once it may', async () => {
    practice.faults.add({ id: 'no', service: 'kinesis', operation: 'PutResourcePolicy', kind: 'deny' });
    const run = await applied();
    expect(run.state).toBe('failed');
    const step = run.steps.find((one) => one.state === 'failed');
    expect(step?.error).toMatchObject({
      cause: { key: 'run.cause.refused', values: { action: 'kinesis:PutResourcePolicy', account: '999900009999' } },
    });
    practice.faults.clear();
    expect((await settled(await resumeRun(run.id))).state).toBe('done');
  });

  test('a role whose policies may not be read is unknown, and everything else works', async () => {
    await iam.send(new AttachRolePolicyCommand({ RoleName: ends.roleName, PolicyArn: managedPolicy }));
    practice.faults.add({ id: 'no', service: 'iam', operation: 'ListAttachedRolePolicies', kind: 'deny' });
    const made = await plan();
    const ofRole = made.verdicts.filter((verdict) => verdict.need.id.startsWith('consumer:identity-policy:'));
    expect(new Set(ofRole.map((verdict) => verdict.state))).toEqual(new Set(['unknown']));
    expect(ofRole[0]?.unread?.action).toBe('iam:ListAttachedRolePolicies');
    expect((await settled(await applyPlan(made.id))).state).toBe('done');
  });

  test('two runs that write one stream at once lose nobody anything', async () => {
    const first = await plan();
    const other = `${ends.roleName}-b`;
    const role = await iam.send(new CreateRoleCommand({ RoleName: other, AssumeRolePolicyDocument: trust }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: other, PolicyArn: managedPolicy }));
    ends = {
      ...ends,
      function: await makeFunction(other, role.Role?.Arn),
      role: role.Role?.Arn ?? '',
      roleName: other,
    };
    const second = await plan();
    const ids = await Promise.allSettled([applyPlan(first.id), applyPlan(second.id)]);
    const runs = await Promise.all(ids.map((one) => (one.status === 'fulfilled' ? settled(one.value) : null)));
    const kept = (await policy()) ?? '';
    for (const run of runs.filter((one) => one?.state === 'done')) expect(kept).toContain(`Tributary${run?.wireId}`);
    expect(runs.some((run) => run?.state === 'done')).toBe(true);
  });
});

describe('removal', () => {
  test('takes away the mapping, our statement and what we attached, and leaves the rest', async () => {
    const before = await putPolicy(statement('Theirs'));
    const run = await applied();
    const removal = await removeWire(run.wireId);
    expect(calls(removal)).toEqual([
      'lambda:DeleteEventSourceMapping',
      'kinesis:PutResourcePolicy',
      'iam:DetachRolePolicy',
    ]);
    expect((await settled(await applyPlan(removal.id))).state).toBe('done');
    expect(await mappings()).toEqual([]);
    expect(await policy()).toBe(before);
    expect(await attached()).toEqual([basicPolicy]);
    await expect(getWire(run.wireId)).rejects.toMatchObject({ problem: { code: 'wire-removed' } });
  });

  test('of a grant whose mapping somebody deleted takes our half away', async () => {
    await applied();
    const [mapping] = await mappings();
    await lambda.send(new DeleteEventSourceMappingCommand({ UUID: mapping?.UUID }));
    const half = (await listWires()).find((wire) => wire.sourceArn === ends.stream && wire.readerArn === ends.role);
    expect(half).toMatchObject({ shape: 'granted-unread', status: 'half' });
    const removal = await removeWire(half?.id ?? '');
    expect(calls(removal)).toEqual(['kinesis:DeleteResourcePolicy', 'iam:DetachRolePolicy']);
    expect((await settled(await applyPlan(removal.id))).state).toBe('done');
    expect(await policy()).toBe('{}');
  });

  test('undone, the wire stands again', async () => {
    const run = await applied();
    const removal = await settled(await applyPlan((await removeWire(run.wireId)).id));
    expect((await settled(await undoRun(removal.id))).state).toBe('undone');
    expect(await mappings()).toMatchObject([{ State: 'Enabled' }]);
    expect((await plan()).changes).toEqual([]);
  });
});

describe('a test record', () => {
  async function sent(wireId: string, data: string): Promise<Leg[]> {
    let legs: Leg[] = [];
    const send = (event: { legs: Leg[] }) => {
      legs = structuredClone(event.legs);
    };
    const record = { partitionKey: 'DUMMY1', data };
    await sendTestRecord(await traceableWire(wireId), record, send, new AbortController().signal);
    return legs;
  }

  test('is followed through four legs to its line, data in base64', async () => {
    const run = await applied();
    const legs = await sent(run.wireId, '{"this_is": "test record"}');
    expect(legs.map(({ leg, state }) => `${leg} ${state}`)).toEqual([
      'put done',
      'picked-up done',
      'invoked done',
      'logged done',
    ]);
    const line = legs[3]?.detail.line ?? '';
    expect(line).toContain(Buffer.from('{"this_is": "test record"}').toString('base64'));
    expect(line).toContain(legs[0]?.detail.sequenceNumber);
    const log = await readLogs(run.wireId, { from: 0, to: Date.now() + 60_000, filter: null, cursor: null });
    expect(log.lines.map((one) => one.message)).toContain(line);
    expect(log).toMatchObject({ truncated: false, missingGroup: false });
  });

  test('stops where no mapping reads', async () => {
    const run = await applied();
    const [removal] = (await removeWire(run.wireId)).changes;
    expect(removal?.call.call).toBe('lambda:DeleteEventSourceMapping');
    await settled(await undoRun(run.id));
    const legs = await sent(run.wireId, 'nobody reads this');
    expect(legs.at(-1)).toMatchObject({ leg: 'picked-up', state: 'stalled', cause: { key: 'trace.cause.no-mapping' } });
  });
});

test('an end that does not fit is refused in words', async () => {
  const [producer, consumer] = ['practice-producer', 'practice-consumer'];
  const request = (source: string, reader: string) => ({
    kind: 'kinesis',
    source: { connection: producer, arn: source },
    reader: { connection: consumer, functionArn: reader },
  });
  const code = (one: Promise<Plan>) =>
    one.then(
      () => 'planned',
      (error) => error.problem.code,
    );
  await listConnections();
  expect(await code(planWire(request(ends.function, ends.function)))).toBe('wrong-arn');
  expect(await code(planWire(request(ends.stream.replace('999900009999', '111122223333'), ends.function)))).toBe(
    'wrong-account',
  );
  expect(await code(planWire(request(ends.stream.replace('us-east-1', 'eu-west-1'), ends.function)))).toBe(
    'wrong-region',
  );
  expect(await code(planWire(request(`${ends.stream}-gone`, ends.function)))).toBe('source-gone');
  expect(await code(planWire(request(ends.stream, `${ends.function}-gone`)))).toBe('function-gone');
  await iam.send(new DetachRolePolicyCommand({ RoleName: ends.roleName, PolicyArn: basicPolicy }));
  await iam.send(new DeleteRoleCommand({ RoleName: ends.roleName }));
  expect(await plan()).toMatchObject({ blocked: true });
});
