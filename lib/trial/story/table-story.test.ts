import '@/lib/trial/in-process';

import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { wireDetail } from '@/lib/service/http/openapi/shapes';
import { readInventory } from '@/lib/service/inventory/read-inventory';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { resumeRun } from '@/lib/service/run/resume-run';
import { undoRun } from '@/lib/service/run/undo-run';
import { sendTestRecord } from '@/lib/service/trace/send-test-record';
import { traceableWire } from '@/lib/service/trace/traceable-wire';
import { getWire } from '@/lib/service/wire/get-wire';
import type { Leg } from '@/lib/wiring/trace';
import { callsOf, managedPolicy, OrdersTrial } from '../orders-trial';

const trial = OrdersTrial.inEveryTest();

async function traced(wireId: string, record = { partitionKey: 'order', data: '{"total":1}' }): Promise<Leg[]> {
  let legs: Leg[] = [];
  const wire = await traceableWire(wireId);
  await sendTestRecord(
    wire,
    record,
    (event) => {
      legs = event.legs;
    },
    new AbortController().signal,
  );
  return legs;
}

describe('a table without a stream', () => {
  test('is wired to a function of another account, to an INSERT in its log, and removed', async () => {
    const before = await trial.standing();
    const plan = await trial.plan();
    expect(callsOf(plan)).toEqual([
      'iam:AttachRolePolicy',
      'dynamodb:UpdateTable',
      'dynamodb:PutResourcePolicy',
      'lambda:CreateEventSourceMapping',
    ]);
    const run = await trial.applied(plan);
    expect(run.steps.map(({ error }) => error)).toEqual([null, null, null, null]);
    expect(run.state).toBe('done');
    expect(await trial.standing()).toMatchObject({ stream: true, tablePolicy: null, mappings: [true] });
    const detail = await getWire(run.wireId);
    expect(detail.verdicts.filter(({ state }) => state !== 'met')).toEqual([]);
    expect(callsOf(await trial.plan())).toEqual([]);
    const legs = await traced(run.wireId);
    expect(legs.map(({ leg, state }) => [leg, state])).toEqual([
      ['put', 'done'],
      ['picked-up', 'done'],
      ['invoked', 'done'],
      ['logged', 'done'],
    ]);
    expect(legs.at(-1)?.detail.line).toContain('INSERT');
    expect(await trial.items()).toEqual([]);
    const { wires, sources } = await readInventory({ refresh: true });
    expect(wires.find(({ id }) => id === run.wireId)).toMatchObject({
      kind: 'dynamodb',
      sourceArn: trial.ends.tableArn,
      shape: 'whole',
    });
    expect(sources.map(({ arn }) => arn)).toContain(trial.ends.tableArn);
    const removal = await removeWire(run.wireId);
    expect(callsOf(removal)).toEqual([
      'lambda:DeleteEventSourceMapping',
      'dynamodb:DeleteResourcePolicy',
      'dynamodb:UpdateTable',
      'iam:DetachRolePolicy',
    ]);
    expect((await trial.applied(removal)).state).toBe('done');
    expect(await trial.standing()).toEqual(before);
  });

  test('is as it was once the run is undone', async () => {
    const before = await trial.standing();
    const run = await trial.applied(await trial.plan());
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    expect(await trial.standing()).toEqual(before);
  });

  test('is wired again, on another stream, when a removal is undone', async () => {
    const run = await trial.applied(await trial.plan());
    const [wired, first] = [await trial.standing(), await trial.stream()];
    const removed = await trial.applied(await removeWire(run.wireId));
    expect((await trial.settled(await undoRun(removed.id))).state).toBe('undone');
    expect(await trial.stream()).not.toBe(first);
    expect(await trial.standing()).toEqual(wired);
    expect((await getWire(run.wireId)).verdicts.filter(({ state }) => state !== 'met')).toEqual([]);
  });
});

describe('a stream with statements of others', () => {
  test('keeps them byte for byte, applied, undone and removed', async () => {
    const stream = await trial.switchStream(true);
    const theirs = await trial.putPolicy(stream, trial.theirs('Theirs'));
    const run = await trial.applied(await trial.plan());
    expect(run.state).toBe('done');
    const inner = theirs.slice(theirs.indexOf('{', 2), theirs.lastIndexOf('}', theirs.lastIndexOf(']')) + 1);
    expect(await trial.policy(stream)).toContain(inner);
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    expect(await trial.policy(stream)).toBe(theirs);
    const again = await trial.applied(await trial.plan());
    expect((await trial.applied(await removeWire(again.wireId))).state).toBe('done');
    expect(await trial.policy(stream)).toBe(theirs);
    expect(await trial.stream()).toBe(stream);
  });

  test('is not written over where its revision moved between look and write', async () => {
    const stream = await trial.switchStream(true);
    await trial.putPolicy(stream, trial.theirs('Theirs'));
    const plan = await trial.plan();
    const edit = {
      id: 'edit',
      kind: 'policy-edit',
      service: 'dynamodb',
      resource: stream,
      after: 3,
      times: 1,
    } as const;
    trial.stage.practice.faults.add(edit);
    const run = await trial.applied(plan);
    expect(run.state).toBe('failed');
    expect(run.steps.find(({ state }) => state === 'failed')).toMatchObject({
      change: { call: { call: 'dynamodb:PutResourcePolicy' } },
      error: { code: 'StaleChange' },
    });
    const statements = JSON.parse((await trial.policy(stream)) ?? '').Statement as { Sid: string }[];
    expect(statements.map(({ Sid }) => Sid)).toEqual(['Theirs', 'AddedMeanwhile1']);
  });

  test('makes a plan stale when they are written after it', async () => {
    const stream = await trial.switchStream(true);
    const plan = await trial.plan();
    await trial.putPolicy(stream, trial.theirs('Theirs'));
    await expect(applyPlan(plan.id)).rejects.toMatchObject({ problem: { code: 'stale-plan' } });
  });
});

test('a policy on the table is named, stays, and is mended by one on the stream', async () => {
  const stream = await trial.switchStream(true);
  await trial.stage.attach(trial.ends.roleName, managedPolicy);
  const Action = ['dynamodb:DescribeTable', 'dynamodb:Get*'];
  const wrong = { Sid: 'Wrong', Effect: 'Allow', Principal: { AWS: trial.ends.role }, Action, Resource: '*' };
  const onTable = await trial.putPolicy(trial.ends.tableArn, wrong);
  const plan = await trial.plan();
  const codes = plan.verdicts.filter(({ state }) => state === 'missing').map(({ code }) => code);
  expect(new Set(codes)).toEqual(new Set(['policy-on-table']));
  expect(plan.keeps.map(({ key }) => key)).toContain('keeps.table-policy');
  expect((await trial.applied(plan)).state).toBe('done');
  expect(await trial.policy(trial.ends.tableArn)).toBe(onTable);
  expect(await trial.policy(stream)).toContain('Tributary');
});

test('a stream that its owner switched off and on leaves the wire and its history, and one plan mends it', async () => {
  const run = await trial.applied(await trial.plan());
  await trial.switchStream(false);
  const off = await getWire(run.wireId);
  expect(off.wire).toMatchObject({ id: run.wireId, status: 'broken', code: 'stream-off' });
  await trial.switchStream(true);
  const moved = await getWire(run.wireId);
  expect(moved.wire).toMatchObject({ status: 'broken', code: 'mapping-on-old-stream' });
  expect(moved.runs.map(({ id }) => id)).toEqual([run.id]);
  const plan = await trial.plan();
  expect(callsOf(plan)).toEqual([
    'dynamodb:PutResourcePolicy',
    'lambda:CreateEventSourceMapping',
    'lambda:DeleteEventSourceMapping',
  ]);
  expect(plan.wireId).toBe(run.wireId);
  const mended = await trial.applied(plan);
  expect(mended.state).toBe('done');
  expect((await getWire(run.wireId)).verdicts.filter(({ state }) => state !== 'met')).toEqual([]);
  expect(await trial.standing()).toMatchObject({ mappings: [true] });
});

describe('an ARN that was given', () => {
  test('of a stream, also of one that is gone, is understood as its table', async () => {
    const stream = await trial.switchStream(true);
    const connection = (await trial.plan()).source.connection;
    for (const arn of [stream, `${trial.ends.tableArn}/stream/2020-01-01T00:00:00.000`]) {
      const plan = await trial.plan({ source: { connection, arn } });
      expect(plan.source.arn).toBe(trial.ends.tableArn);
    }
  });

  test('of a table that is not there, or in another Region, is refused', async () => {
    const { connection } = (await trial.plan()).source;
    const plan = (arn: string) => trial.plan({ source: { connection, arn } });
    await expect(plan(`${trial.ends.tableArn}-gone`)).rejects.toMatchObject({ problem: { code: 'table-gone' } });
    // AWS takes 3 to 255 characters.
    for (const name of ['ab', 'a'.repeat(256)]) {
      const arn = trial.ends.tableArn.replace(trial.ends.table, name);
      await expect(plan(arn)).rejects.toMatchObject({ problem: { code: 'wrong-arn' } });
    }
    await expect(plan(trial.ends.tableArn.replace('us-east-1', 'sa-east-1'))).rejects.toMatchObject({
      problem: { code: 'wrong-region' },
    });
    await expect(trial.plan({ settings: { startingPosition: 'AT_TIMESTAMP' } })).rejects.toMatchObject({
      problem: { code: 'bad-setting' },
    });
  });
});

test.each([
  ['numbers', 'N', 'N'],
  ['binary', 'B', 'B'],
  ['a text and a number', 'S', 'N'],
] as const)('a test item is put and deleted under keys that are %s', async (_, hash, range) => {
  const table = `Keys-${hash}-${range}`;
  const tableArn = await trial.newTable(table, {
    AttributeDefinitions: [
      { AttributeName: 'name', AttributeType: hash },
      { AttributeName: 'data', AttributeType: range },
    ],
    KeySchema: [
      { AttributeName: 'name', KeyType: 'HASH' },
      { AttributeName: 'data', KeyType: 'RANGE' },
    ],
  });
  trial.ends = { ...trial.ends, table, tableArn };
  const { wireId } = await trial.applied(await trial.plan());
  const [put] = await traced(wireId);
  expect(put).toMatchObject({ leg: 'put', state: 'done' });
  expect(put?.detail.left).toBeUndefined();
  expect(await trial.items()).toEqual([]);
});

test('a third reader is named, in whichever account the others are', async () => {
  const first = await trial.applied(await trial.plan());
  const { table, tableArn } = trial.ends;
  const stream = (await trial.stream()) ?? '';
  await trial.readAtHome(`${table}-trigger`, stream);
  const wire = await getWire(first.wireId);
  expect(wire.verdicts.find(({ need }) => need.id === 'stream-has-room')).toMatchObject({
    state: 'met',
    because: { values: { count: 1 } },
  });
  const other = await trial.newReader('consumer', `${table}-other`);
  trial.ends = { table, tableArn, ...other };
  const plan = await trial.plan();
  expect(plan.blocked).toBe(true);
  expect(plan.verdicts.find(({ state }) => state === 'denied')).toMatchObject({
    code: 'readers-full',
    because: { values: { count: 2, most: 2 } },
  });
});

test('the answer about the wire is as the description says', async () => {
  const run = await trial.applied(await trial.plan());
  const answer = JSON.parse(JSON.stringify(await getWire(run.wireId)));
  expect(wireDetail.safeParse(answer).error).toBeUndefined();
  expect(answer.evidence.source.value).toMatchObject({ is: 'dynamodb-table', arn: trial.ends.tableArn });
});

describe('a table under a key', () => {
  const encrypted = (KMSMasterKeyId?: string) => ({
    SSESpecification: { Enabled: true, SSEType: 'KMS' as const, ...(KMSMasterKeyId ? { KMSMasterKeyId } : {}) },
  });

  test.each([
    ['policy', 'kms:PutKeyPolicy'],
    ['grant', 'kms:CreateGrant'],
  ] as const)('of one’s own is opened by a %s on both sides, read, and closed again', async (keyGrant, call) => {
    const { KeyMetadata } = await trial.stage.kms.send(new CreateKeyCommand({}));
    const key = KeyMetadata?.Arn ?? '';
    const table = `Encrypted-${keyGrant}`;
    trial.ends = { ...trial.ends, table, tableArn: await trial.newTable(table, encrypted(key)) };
    const before = { ...(await trial.standing()), key: await trial.stage.keyPolicy(key) };
    const plan = await trial.plan({ keyGrant });
    expect(callsOf(plan)).toEqual([
      'iam:AttachRolePolicy',
      'iam:PutRolePolicy',
      'dynamodb:UpdateTable',
      'dynamodb:PutResourcePolicy',
      call,
      'lambda:CreateEventSourceMapping',
    ]);
    const run = await trial.applied(plan);
    expect(run.state).toBe('done');
    const legs = await traced(run.wireId);
    expect(legs.at(-1)).toMatchObject({ leg: 'logged', state: 'done' });
    expect((await trial.applied(await removeWire(run.wireId))).state).toBe('done');
    expect({ ...(await trial.standing()), key: await trial.stage.keyPolicy(key) }).toEqual(before);
  });

  test('that AWS manages is named before anything is written', async () => {
    const table = 'Managed';
    trial.ends = { ...trial.ends, table, tableArn: await trial.newTable(table, encrypted()) };
    const plan = await trial.plan();
    expect(plan.blocked).toBe(true);
    expect(plan.verdicts.filter(({ state }) => state === 'denied').map(({ code }) => code)).toEqual([
      'table-aws-managed-key',
    ]);
  });
});

describe('a test item', () => {
  const put = (sent: Leg[]) => sent.find(({ leg }) => leg === 'put');

  test.each(['PutItem', 'DeleteItem'])('is put and gone though the first answer to %s is lost', async (operation) => {
    const { wireId } = await trial.applied(await trial.plan());
    const fault = { id: 'lost', kind: 'timeout', takesEffect: true, service: 'dynamodb', operation, times: 1 } as const;
    trial.stage.practice.faults.add(fault);
    const legs = await traced(wireId);
    expect(put(legs)).toMatchObject({ state: 'done' });
    expect(put(legs)?.detail.left).toBeUndefined();
    expect(trial.stage.practice.faults.list()).toMatchObject([{ injected: 1 }]);
    expect(await trial.items()).toEqual([]);
  });

  test('that may not be deleted is said to be left', async () => {
    const { wireId } = await trial.applied(await trial.plan());
    trial.stage.practice.faults.add({ id: 'no', kind: 'deny', service: 'dynamodb', operation: 'DeleteItem' });
    const leg = put(await traced(wireId));
    expect(leg).toMatchObject({ state: 'done', detail: { left: expect.stringContaining('not authorized') } });
    expect(await trial.items()).toHaveLength(1);
  });

  test('is gone again under a key of the name that its mark has', async () => {
    const table = 'Marked';
    const tableArn = await trial.newTable(table, {
      AttributeDefinitions: [{ AttributeName: 'tributaryTest', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'tributaryTest', KeyType: 'HASH' }],
    });
    trial.ends = { ...trial.ends, table, tableArn };
    const { wireId } = await trial.applied(await trial.plan());
    expect(put(await traced(wireId))?.detail.left).toBeUndefined();
    expect(await trial.items()).toEqual([]);
  });

  test('that may not be put says which right is missing', async () => {
    const { wireId } = await trial.applied(await trial.plan());
    trial.stage.practice.faults.add({ id: 'no', kind: 'deny', service: 'dynamodb', operation: 'PutItem' });
    expect(put(await traced(wireId))).toMatchObject({
      state: 'failed',
      cause: { key: 'trace.cause.put-refused', values: { action: 'dynamodb:PutItem' } },
    });
  });
});

test('two readers of one stream each keep what the other rests on', async () => {
  const before = await trial.standing();
  const { table, tableArn, ...first } = trial.ends;
  const one = await trial.applied(await trial.plan());
  const stream = (await trial.stream()) ?? '';
  const other = await trial.newReader('consumer', `${table}-second`);
  trial.ends = { table, tableArn, ...other };
  const second = await trial.plan();
  expect(callsOf(second)).toEqual([
    'iam:AttachRolePolicy',
    'dynamodb:PutResourcePolicy',
    'lambda:CreateEventSourceMapping',
  ]);
  const two = await trial.applied(second);
  await expect(undoRun(one.id)).rejects.toMatchObject({ problem: { code: 'table-stream-in-use' } });
  const removal = await removeWire(one.wireId);
  expect(callsOf(removal)).toEqual([
    'lambda:DeleteEventSourceMapping',
    'dynamodb:PutResourcePolicy',
    'iam:DetachRolePolicy',
  ]);
  expect(removal.keeps.map(({ key }) => key)).toContain('keeps.table-stream-in-use');
  expect((await trial.applied(removal)).state).toBe('done');
  expect(await trial.policy(stream)).not.toContain(one.wireId);
  expect((await getWire(two.wireId)).verdicts.filter(({ state }) => state !== 'met')).toEqual([]);
  expect((await trial.applied(await removeWire(two.wireId))).state).toBe('done');
  trial.ends = { table, tableArn, ...first };
  expect(await trial.standing()).toEqual({ ...before, stream: true });
});

test('a run that switched a stream on is not undone once others were let in by its policy', async () => {
  const run = await trial.applied(await trial.plan());
  const stream = (await trial.stream()) ?? '';
  const ours = JSON.parse((await trial.policy(stream)) ?? '') as { Statement: object[] };
  await trial.putPolicy(stream, ...ours.Statement, trial.theirs('Later'));
  await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'table-stream-in-use' } });
  expect(await trial.stream()).toBe(stream);
});

describe('a table that is deleted', () => {
  test('takes its stream with it: a run that switched that on is undone', async () => {
    const run = await trial.applied(await trial.plan());
    await trial.deleteTable();
    const undone = await trial.settled(await undoRun(run.id));
    expect(undone.steps.map(({ error }) => error)).toEqual([null, null, null, null]);
    expect(undone.state).toBe('undone');
    expect(await trial.stage.attached(trial.ends.roleName)).not.toContain(managedPolicy);
  });

  test('while it is still to be switched off leaves a removal nothing to do there', async () => {
    const { wireId } = await trial.applied(await trial.plan());
    const removal = await removeWire(wireId);
    trial.stage.practice.faults.add({ id: 'no', kind: 'deny', service: 'dynamodb', operation: 'UpdateTable' });
    const stopped = await trial.applied(removal);
    expect(stopped.steps.find(({ state }) => state === 'failed')?.change.call.call).toBe('dynamodb:UpdateTable');
    trial.stage.practice.faults.clear();
    await trial.deleteTable();
    expect((await trial.settled(await resumeRun(stopped.id))).state).toBe('done');
  });
});
