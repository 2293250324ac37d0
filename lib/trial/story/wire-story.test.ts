import '@/lib/trial/in-process';

import { DeleteRoleCommand, DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { DeleteEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { listConnections } from '@/lib/service/connection/list-connections';
import { readInventory } from '@/lib/service/inventory/read-inventory';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { planWire } from '@/lib/service/plan/plan-wire';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { undoRun } from '@/lib/service/run/undo-run';
import { readLogs, wireLog } from '@/lib/service/tail/read-logs';
import { tailLogs } from '@/lib/service/tail/tail-logs';
import { sendTestRecord } from '@/lib/service/trace/send-test-record';
import { traceableWire } from '@/lib/service/trace/traceable-wire';
import { getWire } from '@/lib/service/wire/get-wire';
import { listWires } from '@/lib/service/wire/list-wires';
import { productReading } from '@/lib/service/wire/reading';
import { basicPolicy, kinesisPolicy } from '@/lib/trial/sandbox/reader-role';
import type { TailEvent } from '@/lib/wiring/log-line';
import type { Plan } from '@/lib/wiring/plan/plan';
import { resources } from '@/lib/wiring/resource/resources';
import type { Leg } from '@/lib/wiring/trace';
import { calls, WireTrial } from '../wire-trial';

const trial = WireTrial.inEveryTest('story');

function statement(stream: string, sid: string): object {
  const Principal = { AWS: 'arn:aws:iam::777700007777:root' };
  return { Sid: sid, Effect: 'Allow', Principal, Action: ['kinesis:GetRecords'], Resource: stream };
}

describe('wiring from nothing granted at all', () => {
  test('grants on both sides, makes the mapping, and has nothing to do the second time', async () => {
    expect(calls(await trial.plan())).toEqual([
      'iam:AttachRolePolicy',
      'kinesis:PutResourcePolicy',
      'lambda:CreateEventSourceMapping',
    ]);
    const run = await trial.applied();
    expect(run.steps.map((step) => step.error)).toEqual([null, null, null]);
    expect(run.state).toBe('done');
    expect(await trial.stage.mappings(trial.ends.stream)).toMatchObject([{ State: 'Enabled' }]);
    const again = await trial.plan();
    expect(again).toMatchObject({ changes: [], blocked: false });
    expect((await trial.settled(await applyPlan(again.id))).state).toBe('done');
    expect((await getWire(run.wireId)).wire).toMatchObject({ id: run.wireId, shape: 'whole' });
  });

  test('undo takes back exactly what the run did, last change first', async () => {
    const run = await trial.applied();
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    expect(await trial.stage.mappings(trial.ends.stream)).toEqual([]);
    expect(await trial.stage.policy(trial.ends.stream)).toBe('{}');
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
  });

  test('undo leaves a right that the role had before', async () => {
    await trial.stage.attach(trial.ends.roleName, kinesisPolicy);
    const run = await trial.applied();
    expect(run.steps.map((step) => step.change.call.call)).not.toContain('iam:AttachRolePolicy');
    await trial.settled(await undoRun(run.id));
    expect(await trial.stage.attached(trial.ends.roleName)).toContain(kinesisPolicy);
  });
});

describe('the statements of others', () => {
  test('stay byte for byte after apply and after undo', async () => {
    const before = await trial.stage.putPolicy(trial.ends.stream, statement(trial.ends.stream, 'Theirs'));
    const run = await trial.applied();
    const after = await trial.stage.policy(trial.ends.stream);
    const theirs = before.slice(before.indexOf('{', 2), before.lastIndexOf('}', before.lastIndexOf(']')) + 1);
    expect(after).toContain(theirs);
    expect(after).toContain(`Tributary${run.wireId}`);
    await trial.settled(await undoRun(run.id));
    expect(await trial.stage.policy(trial.ends.stream)).toBe(before);
  });

  test('stay when they were written between apply and undo', async () => {
    const run = await trial.applied();
    const ours = JSON.parse((await trial.stage.policy(trial.ends.stream)) ?? '') as { Statement: object[] };
    await trial.stage.putPolicy(trial.ends.stream, ...ours.Statement, statement(trial.ends.stream, 'Later'));
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    const left = JSON.parse((await trial.stage.policy(trial.ends.stream)) ?? '') as { Statement: object[] };
    expect(left.Statement).toEqual([statement(trial.ends.stream, 'Later')]);
  });

  test('written after the plan make it stale, and nothing is written', async () => {
    const stale = await trial.plan();
    const theirs = await trial.stage.putPolicy(trial.ends.stream, statement(trial.ends.stream, 'Theirs'));
    await expect(applyPlan(stale.id)).rejects.toMatchObject({ problem: { code: 'stale-plan', status: 409 } });
    expect(await trial.stage.policy(trial.ends.stream)).toBe(theirs);
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
  });
});

describe('removal', () => {
  test('takes away the mapping, our statement and what we attached, and leaves the rest', async () => {
    const before = await trial.stage.putPolicy(trial.ends.stream, statement(trial.ends.stream, 'Theirs'));
    const run = await trial.applied();
    const removal = await removeWire(run.wireId);
    expect(calls(removal)).toEqual([
      'lambda:DeleteEventSourceMapping',
      'kinesis:PutResourcePolicy',
      'iam:DetachRolePolicy',
    ]);
    expect((await trial.settled(await applyPlan(removal.id))).state).toBe('done');
    expect(await trial.stage.mappings(trial.ends.stream)).toEqual([]);
    expect(await trial.stage.policy(trial.ends.stream)).toBe(before);
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
    await expect(getWire(run.wireId)).rejects.toMatchObject({ problem: { code: 'wire-removed' } });
  });

  test('of a grant whose mapping somebody deleted takes our half away', async () => {
    await trial.applied();
    const [mapping] = await trial.stage.mappings(trial.ends.stream);
    await trial.stage.lambda.send(new DeleteEventSourceMappingCommand({ UUID: mapping?.UUID }));
    const half = (await listWires()).find(
      (wire) => wire.sourceArn === trial.ends.stream && wire.readerArn === trial.ends.role,
    );
    expect(half).toMatchObject({ shape: 'granted-unread', status: 'half' });
    const removal = await removeWire(half?.id ?? '');
    expect(calls(removal)).toEqual(['kinesis:DeleteResourcePolicy', 'iam:DetachRolePolicy']);
    expect((await trial.settled(await applyPlan(removal.id))).state).toBe('done');
    expect(await trial.stage.policy(trial.ends.stream)).toBe('{}');
  });

  test('of a grant whose role somebody deleted is seen on the board and on its own page', async () => {
    await trial.applied();
    const [mapping] = await trial.stage.mappings(trial.ends.stream);
    await trial.stage.lambda.send(new DeleteEventSourceMappingCommand({ UUID: mapping?.UUID }));
    const { roleName: RoleName } = trial.ends;
    for (const PolicyArn of await trial.stage.attached(RoleName)) {
      await trial.stage.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    }
    await trial.stage.iam.send(new DeleteRoleCommand({ RoleName }));
    const left = (await listWires()).find(
      ({ sourceArn, code }) => sourceArn === trial.ends.stream && code === 'dead-principal',
    );
    const seen = { shape: 'granted-unread', status: 'half', consumer: { accountId: '', connectionId: null } };
    expect(left).toMatchObject(seen);
    expect((await getWire(left?.id ?? '')).wire).toMatchObject({ ...seen, id: left?.id, code: 'dead-principal' });
  });

  test('of a grant to an account that is not connected is as unseen on its own page as on the board', async () => {
    await trial.stage.putPolicy(trial.ends.stream, statement(trial.ends.stream, 'Theirs'));
    const { wires } = await readInventory({ refresh: true });
    const granted = wires.find(({ sourceArn }) => sourceArn === trial.ends.stream);
    const seen = { status: 'unknown', code: 'reader-unseen' };
    expect(granted).toMatchObject(seen);
    expect((await getWire(granted?.id ?? '')).wire).toMatchObject(seen);
  });

  test('undone, the wire stands again', async () => {
    const run = await trial.applied();
    const removal = await trial.settled(await applyPlan((await removeWire(run.wireId)).id));
    expect((await trial.settled(await undoRun(removal.id))).state).toBe('undone');
    expect(await trial.stage.mappings(trial.ends.stream)).toMatchObject([{ State: 'Enabled' }]);
    expect((await trial.plan()).changes).toEqual([]);
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
    const run = await trial.applied();
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

  test('leaves a log that says in AWS’s words what it was asked wrongly', async () => {
    const run = await trial.applied();
    await sent(run.wireId, 'so that there is a log');
    const range = { from: 0, to: Date.now() + 60_000 };
    await expect(readLogs(run.wireId, { ...range, filter: '{ $.a', cursor: null })).rejects.toMatchObject({
      problem: { code: 'bad-filter', status: 400 },
    });
    await expect(readLogs(run.wireId, { ...range, filter: null, cursor: 'nonsense' })).rejects.toMatchObject({
      problem: { code: 'bad-cursor', status: 400 },
    });
    const events: TailEvent[] = [];
    const tail = await wireLog(run.wireId);
    const outlet = { send: (event: TailEvent) => void events.push(event), full: () => false, drained: async () => {} };
    const asked = { filter: '{ $.a', by: 'live-tail', since: null } as const;
    await tailLogs(tail, asked, outlet, new AbortController().signal);
    expect(events).toEqual([{ type: 'ended', reason: 'failed', message: expect.stringContaining('filter pattern') }]);
  });

  test('is looked for in the log group that the reader’s resource tells', async () => {
    const { wireId } = await trial.applied();
    const { rooms } = productReading;
    const reader = { ...resources['lambda-function'], logGroup: () => '/elsewhere' };
    const elsewhere = { ...rooms, resources: { ...rooms.resources, 'lambda-function': reader } };
    const range = { from: 0, to: Date.now() + 60_000, filter: null, cursor: null };
    const page = await readLogs(wireId, range, { ...productReading, rooms: elsewhere });
    expect(page).toMatchObject({ group: '/elsewhere', missingGroup: true });
  });

  test('stops where no mapping reads', async () => {
    const run = await trial.applied();
    const [removal] = (await removeWire(run.wireId)).changes;
    expect(removal?.call.call).toBe('lambda:DeleteEventSourceMapping');
    await trial.settled(await undoRun(run.id));
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
  expect(await code(planWire(request(trial.ends.function, trial.ends.function)))).toBe('wrong-arn');
  expect(
    await code(planWire(request(trial.ends.stream.replace('999900009999', '111122223333'), trial.ends.function))),
  ).toBe('wrong-account');
  expect(await code(planWire(request(trial.ends.stream.replace('arn:aws:', 'arn:aws-cn:'), trial.ends.function)))).toBe(
    'wrong-partition',
  );
  expect(await code(planWire(request(trial.ends.stream.replace('us-east-1', 'eu-west-1'), trial.ends.function)))).toBe(
    'wrong-region',
  );
  expect(await code(planWire(request(`${trial.ends.stream}-gone`, trial.ends.function)))).toBe('source-gone');
  expect(await code(planWire(request(trial.ends.stream, `${trial.ends.function}-gone`)))).toBe('function-gone');
  await trial.stage.iam.send(new DetachRolePolicyCommand({ RoleName: trial.ends.roleName, PolicyArn: basicPolicy }));
  await trial.stage.iam.send(new DeleteRoleCommand({ RoleName: trial.ends.roleName }));
  expect(await trial.plan()).toMatchObject({ blocked: true });
});
