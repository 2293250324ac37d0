import '@/lib/trial/in-process';

import { DeregisterStreamConsumerCommand } from '@aws-sdk/client-kinesis';
import { DeleteFunctionCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { undoRun } from '@/lib/service/run/undo-run';
import type { Run } from '@/lib/wiring/run';
import { WireTrial } from '../wire-trial';

const trial = WireTrial.inEveryTest('remove-drifted');
const kind = 'kinesis-fanout';

async function removed({ wireId }: Run): Promise<Run> {
  return trial.settled(await applyPlan((await removeWire(wireId)).id));
}

test('a wire whose function was deleted leaves nothing on the role that it had', async () => {
  const { stage, ends } = trial;
  const key = await stage.encrypt(ends.stream);
  const before = await stage.snapshot(ends, key);
  const run = await trial.applied({ kind });
  await stage.lambda.send(new DeleteFunctionCommand({ FunctionName: ends.function }));
  expect((await removed(run)).state).toBe('done');
  expect(await stage.snapshot(ends, key)).toEqual(before);
});

test('a wire whose function was given another role leaves nothing on either', async () => {
  const { stage, ends } = trial;
  const before = await stage.snapshot(ends);
  await trial.applied({ kind });
  const heir = await stage.reader(`${ends.roleName}-heir`);
  await stage.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: ends.function, Role: heir.role }));
  const other = { ...ends, roleName: heir.roleName };
  const attached = await stage.attached(heir.roleName);
  const mended = await trial.applied({ kind });
  expect(mended.state).toBe('done');
  expect((await removed(mended)).state).toBe('done');
  expect(await stage.snapshot(ends)).toEqual(before);
  expect(await stage.snapshot(other)).toMatchObject({ attached, inline: [] });
});

test('the removal of a wire whose consumer its owner deregistered can be taken back', async () => {
  const { stage, ends } = trial;
  const run = await trial.applied({ kind });
  const [consumer] = await stage.consumers(ends.stream);
  await stage.kinesis.send(new DeregisterStreamConsumerCommand({ ConsumerARN: consumer?.ConsumerARN }));
  const policy = await stage.policy(ends.stream);
  const removal = await removed(run);
  expect(await stage.policy(ends.stream)).toBe('{}');
  expect((await trial.settled(await undoRun(removal.id))).state).toBe('undone');
  expect(await stage.policy(ends.stream)).toBe(policy);
});
