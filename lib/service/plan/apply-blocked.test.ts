import '@/lib/trial/in-process';

import { StartStreamEncryptionCommand } from '@aws-sdk/client-kinesis';
import { DisableKeyCommand } from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { WireTrial } from '@/lib/trial/wire-trial';
import { applyPlan } from './apply-plan';

const trial = WireTrial.inEveryTest('blocked');

const encrypt = (KeyId: string) =>
  trial.stage.kinesis.send(
    new StartStreamEncryptionCommand({ StreamARN: trial.ends.stream, EncryptionType: 'KMS', KeyId }),
  );

test('a plan whose key was disabled since writes nothing', async () => {
  const key = await trial.stage.encrypt(trial.ends.stream);
  const plan = await trial.plan();
  const before = await trial.stage.snapshot(trial.ends, key);
  await trial.stage.kms.send(new DisableKeyCommand({ KeyId: key }));
  const why = { code: 'plan-blocked', detail: expect.stringContaining('disabled') };
  await expect(applyPlan(plan.id)).rejects.toMatchObject({ problem: why });
  expect(await trial.stage.snapshot(trial.ends, key)).toEqual(before);
});

test('a plan whose stream came under the AWS managed key since writes nothing', async () => {
  const plan = await trial.plan();
  const before = await trial.stage.snapshot(trial.ends);
  await encrypt('alias/aws/kinesis');
  await expect(applyPlan(plan.id)).rejects.toMatchObject({ problem: { code: 'plan-blocked', status: 409 } });
  expect(await trial.stage.snapshot(trial.ends)).toEqual(before);
});
