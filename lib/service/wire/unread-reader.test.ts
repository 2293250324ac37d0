import '@/lib/trial/in-process';

import { DeleteEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, test } from 'vitest';
import { WireTrial } from '@/lib/trial/wire-trial';
import { applyPlan } from '../plan/apply-plan';
import { removeWire } from '../plan/remove-wire';
import { undoRun } from '../run/undo-run';
import { getWire } from './get-wire';

const trial = WireTrial.inEveryTest('unread-reader');

afterEach(() => trial.stage.practice.faults.clear());

const refuse = () =>
  trial.stage.practice.faults.add({ id: 'no', kind: 'deny', service: 'lambda', operation: 'GetFunctionConfiguration' });

describe('a wire whose function may not be read', () => {
  test('lacks nothing that was read: which role asks is not known', async () => {
    const run = await trial.applied();
    refuse();
    const { verdicts } = await getWire(run.wireId);
    expect(verdicts.filter(({ state }) => state === 'missing' || state === 'denied')).toEqual([]);
    const onStream = verdicts.find(({ need }) => need.id === 'producer:resource-policy:kinesis:GetRecords');
    expect(onStream).toMatchObject({ state: 'unknown', unread: { action: 'lambda:GetFunctionConfiguration' } });
  });

  test('is taken away but for what is on its role, which is said', async () => {
    const run = await trial.applied();
    refuse();
    const { keeps, reader } = await removeWire(run.wireId);
    const name = trial.ends.roleName;
    expect(keeps).toContainEqual({ key: 'keeps.function-only', values: { function: name } });
    expect(keeps).toContainEqual({ key: 'keeps.role-unnamed' });
    expect(reader.roleArn).toBe('');
  });

  test('is taken away, and stands again when that is taken back', async () => {
    const before = await trial.applied();
    refuse();
    const removal = await trial.settled(await applyPlan((await removeWire(before.wireId)).id));
    expect(removal.state).toBe('done');
    trial.stage.practice.faults.clear();
    expect((await trial.settled(await undoRun(removal.id))).state).toBe('undone');
    const { verdicts } = await getWire(before.wireId);
    expect(verdicts.filter(({ state }) => state !== 'met')).toEqual([]);
  });

  test('is not said to be granted to a made-up role while its mapping is not seen either', async () => {
    const run = await trial.applied();
    refuse();
    const mappings = { kind: 'deny', service: 'lambda', operation: 'ListEventSourceMappings' } as const;
    trial.stage.practice.faults.add({ id: 'no-mappings', ...mappings });
    const { wire } = await getWire(run.wireId);
    expect(wire.because).toEqual({ key: 'status.reader-unseen', values: { principal: trial.ends.function } });
  });

  test('is not said to be removed while a grant on its stream may be its own', async () => {
    const run = await trial.applied();
    const [mapping] = await trial.stage.mappings(trial.ends.stream);
    await trial.stage.lambda.send(new DeleteEventSourceMappingCommand({ UUID: mapping?.UUID }));
    refuse();
    const { wire } = await getWire(run.wireId);
    expect(wire).toMatchObject({ status: 'unknown', because: { key: 'status.asker-unread' } });
  });
});
