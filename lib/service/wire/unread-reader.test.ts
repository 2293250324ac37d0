import '@/lib/trial/in-process';

import { DeleteEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, test } from 'vitest';
import { WireTrial } from '@/lib/trial/wire-trial';
import { removeWire } from '../plan/remove-wire';
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
    const { keeps } = await removeWire(run.wireId);
    const name = trial.ends.roleName;
    expect(keeps).toContainEqual({ key: 'keeps.function-only', values: { function: name } });
    expect(keeps).toContainEqual({ key: 'keeps.role-unnamed' });
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
