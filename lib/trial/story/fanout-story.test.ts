import '@/lib/trial/in-process';

import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  DeregisterStreamConsumerCommand,
  PutRecordCommand,
  RegisterStreamConsumerCommand,
  StartStreamEncryptionCommand,
} from '@aws-sdk/client-kinesis';
import { CreateKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { undoRun } from '@/lib/service/run/undo-run';
import { sendTestRecord } from '@/lib/service/trace/send-test-record';
import { traceableWire } from '@/lib/service/trace/traceable-wire';
import { getWire } from '@/lib/service/wire/get-wire';
import { basicPolicy, kinesisPolicy, lambdaTrust } from '@/lib/trial/sandbox/reader-role';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Leg } from '@/lib/wiring/trace';
import { calls, WireTrial } from '../wire-trial';

const trial = WireTrial.inEveryTest('fanout');
const kind = 'kinesis-fanout';

async function received(wireId: string): Promise<Leg[]> {
  let legs: Leg[] = [];
  const record = { partitionKey: 'samplepartitionkey3', data: 'sampledatarecord' };
  const keep = (event: { legs: Leg[] }) => {
    legs = event.legs;
  };
  await sendTestRecord(await traceableWire(wireId), record, keep, new AbortController().signal);
  return legs;
}

async function mended(plan: Plan): Promise<void> {
  const run = await trial.settled(await applyPlan(plan.id));
  expect(run.steps.map(({ error }) => error)).toEqual(run.steps.map(() => null));
  expect(run.state).toBe('done');
  expect((await received(plan.wireId)).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
}

const because = async (wireId: string) => (await getWire(wireId)).wire.because.key;

describe.each(['policy', 'grant'] as const)(
  'an encrypted stream through a registered consumer, by key %s',
  (keyGrant) => {
    test('is wired by one plan, carries a record, and is removed without a trace', async () => {
      const { stage, ends } = trial;
      const key = await stage.encrypt(ends.stream);
      const before = await stage.snapshot(ends, key);
      const plan = await trial.plan({ kind, keyGrant });
      expect(calls(plan)).toEqual([
        'kinesis:RegisterStreamConsumer',
        'iam:AttachRolePolicy',
        'iam:PutRolePolicy',
        'kinesis:PutResourcePolicy',
        'kinesis:PutResourcePolicy',
        keyGrant === 'policy' ? 'kms:PutKeyPolicy' : 'kms:CreateGrant',
        'lambda:CreateEventSourceMapping',
      ]);
      await mended(plan);
      expect(await trial.plan({ kind, keyGrant })).toMatchObject({ changes: [], blocked: false });
      const removal = await removeWire(plan.wireId);
      expect((await trial.settled(await applyPlan(removal.id))).state).toBe('done');
      expect(await stage.snapshot(ends, key)).toEqual(before);
    });

    test('is taken back by undo, and put back by the undo of its removal', async () => {
      const { stage, ends } = trial;
      const key = await stage.encrypt(ends.stream);
      const before = await stage.snapshot(ends, key);
      const run = await trial.applied({ kind, keyGrant });
      const wired = await stage.snapshot(ends, key);
      const removed = await trial.settled(await applyPlan((await removeWire(run.wireId)).id));
      const undone = await trial.settled(await undoRun(removed.id));
      expect(undone.steps.map(({ error }) => error)).toEqual(undone.steps.map(() => null));
      const text = (snapshot: object) => JSON.stringify(snapshot).replaceAll(/(consumer\/[\w-]+):\d+/g, '$1');
      expect(text(await stage.snapshot(ends, key))).toEqual(text(wired));
      expect((await received(run.wireId)).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
      // What stands now was made by the undo, and is not what the first run made.
      await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'run-remade', status: 409 } });
      const again = await removeWire(run.wireId);
      expect((await trial.settled(await applyPlan(again.id))).state).toBe('done');
      expect(await stage.snapshot(ends, key)).toEqual(before);
    });
  },
);

describe('what drifts', () => {
  test('a consumer registered again by its owner is seen, and one plan moves the wire to it', async () => {
    const { stage, ends } = trial;
    const { wireId } = await trial.applied({ kind });
    const [old] = await stage.consumers(ends.stream);
    await stage.kinesis.send(new DeregisterStreamConsumerCommand({ ConsumerARN: old?.ConsumerARN }));
    expect(await because(wireId)).toBe('status.consumer-unregistered');
    await stage.kinesis.send(
      new RegisterStreamConsumerCommand({ StreamARN: ends.stream, ConsumerName: old?.ConsumerName }),
    );
    expect(await because(wireId)).toBe('status.mapping-orphaned');
    const plan = await trial.plan({ kind });
    expect(calls(plan)).toEqual([
      'kinesis:PutResourcePolicy',
      'lambda:CreateEventSourceMapping',
      'lambda:DeleteEventSourceMapping',
    ]);
    await mended(plan);
    expect(await because(wireId)).toBe('status.flowing');
  });

  test('a mapping that has to be made again begins with the oldest record, whatever the old one began with', async () => {
    const { stage, ends } = trial;
    await trial.applied({ kind, settings: { startingPosition: 'LATEST' } });
    expect((await trial.plan({ kind })).settings.startingPosition).toBe('LATEST');
    const [old] = await stage.consumers(ends.stream);
    const ConsumerName = old?.ConsumerName;
    await stage.kinesis.send(new DeregisterStreamConsumerCommand({ ConsumerARN: old?.ConsumerARN }));
    await stage.kinesis.send(new RegisterStreamConsumerCommand({ StreamARN: ends.stream, ConsumerName }));
    const plan = await trial.plan({ kind });
    expect(plan.settings.startingPosition).toBe('TRIM_HORIZON');
    expect(plan.changes.map(({ call }) => call)).toContainEqual(
      expect.objectContaining({ call: 'lambda:CreateEventSourceMapping', settings: plan.settings }),
    );
  });

  test('a role made anew under its name is told from the one that the policies name', async () => {
    const { stage, ends } = trial;
    await stage.encrypt(ends.stream);
    const { wireId } = await trial.applied({ kind });
    await makeRoleAnew(stage.iam, ends.roleName);
    await stage.attach(ends.roleName, kinesisPolicy);
    await stage.attach(ends.roleName, basicPolicy);
    expect(await because(wireId)).toBe('status.dead-principal');
    const plan = await trial.plan({ kind });
    expect(calls(plan)).toEqual([
      'iam:PutRolePolicy',
      'kinesis:PutResourcePolicy',
      'kinesis:PutResourcePolicy',
      'kms:PutKeyPolicy',
    ]);
    await mended(plan);
  });

  test('a key changed by its owner is opened too, and the former one stays open for older records', async () => {
    const { stage, ends } = trial;
    const former = await stage.encrypt(ends.stream);
    const { wireId } = await trial.applied({ kind });
    await stage.kinesis.send(
      new PutRecordCommand({ StreamARN: ends.stream, PartitionKey: 'old', Data: new TextEncoder().encode('{}') }),
    );
    const { KeyMetadata } = await stage.kms.send(new CreateKeyCommand({}));
    await stage.kinesis.send(
      new StartStreamEncryptionCommand({ StreamARN: ends.stream, EncryptionType: 'KMS', KeyId: KeyMetadata?.Arn }),
    );
    expect(await because(wireId)).toBe('status.key-changed');
    const plan = await trial.plan({ kind });
    const inline = plan.changes.find(({ call }) => call.call === 'iam:PutRolePolicy')?.call;
    expect(inline?.call === 'iam:PutRolePolicy' && inline.policy).toContain(former);
    await mended(plan);
    const removal = await removeWire(wireId);
    expect(removal.changes.filter(({ call }) => call.call === 'kms:PutKeyPolicy')).toHaveLength(2);
  });

  test('a key policy that loses the role is seen on the wire', async () => {
    const { stage, ends } = trial;
    const key = await stage.encrypt(ends.stream);
    const rootOnly = await stage.keyPolicy(key);
    const { wireId } = await trial.applied({ kind });
    await stage.kms.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: rootOnly }));
    expect(await because(wireId)).toBe('status.key-ungranted');
    await mended(await trial.plan({ kind }));
  });
});

async function makeRoleAnew(iam: IAMClient, RoleName: string): Promise<void> {
  for (const PolicyArn of [basicPolicy, kinesisPolicy]) {
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambdaTrust }));
}
