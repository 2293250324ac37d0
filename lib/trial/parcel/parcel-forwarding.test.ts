import '@/lib/trial/in-process';
import { createTranslator } from 'next-intl';
import { describe, expect, test, vi } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import { readInventory } from '@/lib/service/inventory/read-inventory';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { exportPlan } from '@/lib/service/plan/export-plan';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { undoRun } from '@/lib/service/run/undo-run';
import { getWire } from '@/lib/service/wire/get-wire';
import { commandScripts, scriptText } from '@/lib/wiring/call/command-script';
import { standingMarks } from '@/lib/wiring/call/marks';
import type { Message } from '@/lib/wiring/message';
import type { Plan } from '@/lib/wiring/plan/plan';
import { callsOf, ParcelTrial } from './parcel-trial';
import { parcelReading } from './rooms';

vi.mock('@/lib/messages/catalogues', async (original) => {
  const { withParcelWords } = await import('./words');
  return { catalogues: withParcelWords((await original<{ catalogues: typeof catalogues }>()).catalogues) };
});

const trial = ParcelTrial.inEveryTest();
const { calls } = parcelReading.rooms;

/** Every sentence of a plan, in one language. Throws where a key has no words or a value is missing. */
function sentences(locale: 'en' | 'ja', { changes, checks, verdicts, keeps, costs }: Plan): string[] {
  const onError = (error: Error) => {
    throw error;
  };
  const t = createTranslator({ locale, messages: catalogues[locale], onError });
  const said: (Message | undefined)[] = [
    ...changes.flatMap(({ title, undo, notes = [] }) => [title, undo, ...notes]),
    ...checks.flatMap(({ title, cause }) => [title, cause]),
    ...verdicts.flatMap(({ need, because }) => [need.why, because]),
    ...keeps,
    ...costs,
  ];
  return said.flatMap((one) => (one ? [t(one.key, one.values)] : []));
}

async function sent(parcel: string): Promise<void> {
  await trial.ask('producer', 'SendParcel', { QueueArn: trial.ends.source, Body: parcel });
}

describe('a kind of wire that nobody ships', () => {
  test('is planned over three accounts, with a difference of its policy and with words in both languages', async () => {
    const theirs = await trial.putPolicy(trial.theirs('Theirs'));
    const plan = await trial.plan();
    expect(plan.blocked).toBe(false);
    expect(callsOf(plan)).toEqual([
      'iam:PutRolePolicy',
      'iam:PutRolePolicy',
      'parcel:PutQueuePolicy',
      'parcel:AddForwarder',
    ]);
    expect(plan.changes.map(({ side, place }) => [side, place.accountId])).toEqual([
      ['producer', '999900009999'],
      ['consumer', '666600006666'],
      ['consumer', '888800008888'],
      ['producer', '999900009999'],
    ]);
    const diff = plan.changes[2]?.diff;
    expect(diff?.kept.map(({ sid }) => sid)).toEqual(['Theirs']);
    expect(diff?.added.map(({ text }) => JSON.parse(text))).toEqual([
      expect.objectContaining({ Principal: { AWS: trial.ends.forwarderRole }, Action: 'parcel:SendParcel' }),
      expect.objectContaining({ Principal: { AWS: trial.ends.reader }, Action: 'parcel:ReceiveParcels' }),
    ]);
    expect(plan.checks.filter(({ id }) => id.startsWith('may-change')).map(({ state }) => state)).toEqual([
      'passed',
      'passed',
      'passed',
    ]);
    const [english, japanese] = [sentences('en', plan), sentences('ja', plan)];
    expect(english).toContain(`Policy of the queue ${trial.ends.target.split('/').at(-1)}`);
    expect(japanese).toHaveLength(english.length);
    expect(commandScripts(calls, plan.changes).map(({ accountId }) => accountId)).toEqual([
      '999900009999',
      '666600006666',
      '888800008888',
      '999900009999',
    ]);
    const scripts = commandScripts(calls, plan.changes).map(scriptText);
    const { files } = await exportPlan(plan.id, 'cli', parcelReading);
    expect(files.map(({ content }) => content)).toEqual(scripts);
    expect(plan.changes[3]?.command).toContain('aws parcel add-forwarder');
    expect(await trial.snapshot()).toMatchObject({ policy: theirs, forwarders: [] });
  });

  test('is wired, leaves its marks, works, and every verdict is met', async () => {
    const run = await trial.applied(await trial.plan());
    expect(run.steps.map(({ error }) => error)).toEqual([null, null, null, null]);
    expect(run.state).toBe('done');
    expect(standingMarks(calls, [run]).map(({ accountId, slot }) => [accountId, slot])).toEqual([
      ['999900009999', 'identity'],
      ['666600006666', 'identity'],
      ['888800008888', 'resource'],
      ['888800008888', 'resource'],
      ['999900009999', undefined],
    ]);
    const detail = await getWire(run.wireId, parcelReading);
    expect(detail.verdicts.filter(({ state }) => state !== 'met')).toEqual([]);
    expect(detail.wire).toMatchObject({ status: 'idle', shape: 'whole', kind: 'parcel-forwarding' });
    await sent('shoes');
    await expect
      .poll(async () => (await getWire(run.wireId, parcelReading)).wire.status, { timeout: 10_000 })
      .toBe('flowing');
    expect(callsOf(await trial.plan())).toEqual([]);
  });

  test('is found in an inventory, with every part', async () => {
    const { wireId } = await trial.applied(await trial.plan());
    const { wires, sources, things, reads } = await readInventory({ refresh: true }, parcelReading);
    const wire = wires.find(({ id }) => id === wireId);
    const { source, target, forwarderRole, reader } = trial.ends;
    expect(wire?.parts).toMatchObject({ source, target, forwarderRole, reader });
    expect(wire).toMatchObject({
      status: 'idle',
      producer: { accountId: '999900009999', connectionId: 'practice-producer' },
      consumer: { accountId: '666600006666', connectionId: 'practice-auditor' },
    });
    expect(sources.map(({ arn }) => arn)).toEqual(expect.arrayContaining([source, target]));
    expect(things.map(({ arn }) => arn)).toContain(wire?.parts.forwarder);
    expect(reads.filter(({ list, region }) => list === 'forwarders' && region === 'us-east-1')).toHaveLength(3);
    await trial.putPolicy({
      ...trial.theirs('Read'),
      Principal: { AWS: reader },
      Action: 'parcel:ReceiveParcels',
    });
    const broken = await readInventory({ refresh: true }, parcelReading);
    expect(broken.wires.find(({ id }) => id === wireId)).toMatchObject({ status: 'half', code: 'queue-ungranted' });
  });

  test('is undone: the accounts are as they were', async () => {
    await trial.putPolicy(trial.theirs('Theirs'));
    const before = await trial.snapshot();
    const run = await trial.applied(await trial.plan());
    const undone = await trial.settled(await undoRun(run.id, null, parcelReading));
    expect(undone.state).toBe('undone');
    expect(await trial.snapshot()).toEqual(before);
    await expect(getWire(run.wireId, parcelReading)).rejects.toMatchObject({ problem: { code: 'wire-removed' } });
  });

  test('is removed, and stands again when that is undone', async () => {
    const before = await trial.snapshot();
    const run = await trial.applied(await trial.plan());
    const wired = await trial.snapshot();
    const removal = await removeWire(run.wireId, parcelReading);
    expect(callsOf(removal)).toEqual([
      'parcel:RemoveForwarder',
      'parcel:DeleteQueuePolicy',
      'iam:DeleteRolePolicy',
      'iam:DeleteRolePolicy',
    ]);
    expect(sentences('ja', removal)).toHaveLength(sentences('en', removal).length);
    const removed = await trial.applied(removal);
    expect(removed.state).toBe('done');
    expect(await trial.snapshot()).toEqual(before);
    expect((await trial.settled(await undoRun(removed.id, null, parcelReading))).state).toBe('undone');
    expect(await trial.snapshot()).toEqual(wired);
  });
});

describe('what somebody writes in between', () => {
  test('after the plan makes it stale', async () => {
    const plan = await trial.plan();
    await trial.putPolicy(trial.theirs('Theirs'));
    await expect(applyPlan(plan.id, null, parcelReading)).rejects.toMatchObject({
      problem: { code: 'stale-plan', status: 409 },
    });
  });

  test('between the last look and the write is refused by its revision and stays', async () => {
    await trial.putPolicy(trial.theirs('Theirs'));
    const plan = await trial.plan();
    // Looks: the plan anew; the step’s own; its revision; and once more right before the write.
    const resource = trial.ends.target;
    trial.stage.practice.faults.add({
      id: 'edit',
      kind: 'policy-edit',
      service: 'parcel',
      resource,
      after: 3,
      times: 1,
    });
    const run = await trial.applied(plan);
    expect(trial.stage.practice.faults.list()).toMatchObject([{ injected: 1, seen: 4 }]);
    expect(run.state).toBe('failed');
    expect(run.steps[2]).toMatchObject({
      state: 'failed',
      error: { code: 'StaleChange', cause: { key: 'run.cause.stale' } },
    });
    const { policy } = (await trial.snapshot()) as { policy: string };
    expect(JSON.parse(policy).Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['Theirs', 'AddedMeanwhile1']);
  });
});

describe('two wires through one forwarder', () => {
  test('each keep what the other rests on', async () => {
    const before = await trial.snapshot();
    const first = await trial.applied(await trial.plan());
    const reader = await trial.newReader(`${trial.ends.reader.split('/').at(-1)}-2`);
    const second = await trial.plan({ reader });
    expect(callsOf(second)).toEqual(['iam:PutRolePolicy', 'parcel:PutQueuePolicy']);
    const other = await trial.applied(second);
    expect(other.state).toBe('done');
    const found = (await readInventory({ refresh: true }, parcelReading)).wires.map(({ id }) => id);
    expect(found).toEqual(expect.arrayContaining([first.wireId, other.wireId]));
    await expect(undoRun(first.id, null, parcelReading)).rejects.toMatchObject({
      problem: { code: 'forwarder-in-use' },
    });
    const removal = await removeWire(first.wireId, parcelReading);
    expect(callsOf(removal)).toEqual(['parcel:PutQueuePolicy', 'iam:DeleteRolePolicy']);
    expect(removal.changes[0]?.diff?.removed.map(({ sid }) => sid)).toEqual([`Tributary${first.wireId}Read`]);
    expect(removal.keeps.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['keeps.forwarder-in-use', 'keeps.queue-shared']),
    );
    expect((await trial.applied(removal)).state).toBe('done');
    const left = await getWire(other.wireId, parcelReading);
    expect(left.verdicts.filter(({ state }) => state !== 'met')).toEqual([]);
    const last = await trial.applied(await removeWire(other.wireId, parcelReading));
    expect(last.state).toBe('done');
    expect(await trial.snapshot()).toMatchObject({
      policy: null,
      forwarderRole: (before as { forwarderRole: object }).forwarderRole,
    });
  });

  test('the later is undone by itself', async () => {
    await trial.applied(await trial.plan());
    const wired = await trial.snapshot();
    const reader = await trial.newReader(`${trial.ends.reader.split('/').at(-1)}-2`);
    const other = await trial.applied(await trial.plan({ reader }));
    expect((await trial.settled(await undoRun(other.id, null, parcelReading))).state).toBe('undone');
    expect(await trial.snapshot()).toEqual(wired);
  });
});
