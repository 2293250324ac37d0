import '@/lib/trial/in-process';

import { RegisterStreamConsumerCommand, StopStreamEncryptionCommand } from '@aws-sdk/client-kinesis';
import { CreateFunctionCommand, DeleteEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { undoRun } from '@/lib/service/run/undo-run';
import type { PlanRequest } from '@/lib/wiring/projection';
import type { Run } from '@/lib/wiring/run';
import { WireTrial } from '../wire-trial';

const trial = WireTrial.inEveryTest('shared-consumer');
const kind = 'kinesis-fanout';
let functions = 0;

/** One more function that runs as the role of the first. */
async function anotherFunction(): Promise<string> {
  functions += 1;
  const ZipFile = zipSync({ 'index.js': strToU8('exports.handler = async () => undefined;') });
  const { FunctionArn } = await trial.stage.lambda.send(
    new CreateFunctionCommand({
      FunctionName: `shared-consumer-other-${functions}`,
      Role: trial.ends.role,
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Code: { ZipFile },
    }),
  );
  return FunctionArn ?? '';
}

const through = (functionArn: string, over: Partial<PlanRequest> = {}) =>
  trial.applied({ kind, reader: { connection: 'practice-consumer', functionArn }, ...over });

async function removed(run: Run): Promise<Run> {
  return trial.settled(await applyPlan((await removeWire(run.wireId)).id));
}

const keyOf = async (encryption: string) =>
  encryption === 'as it is' ? undefined : trial.stage.encrypt(trial.ends.stream);

const snapshot = (key?: string) => trial.stage.snapshot(trial.ends, key);

describe('two functions that read one stream as one role, each through a consumer of its own', () => {
  test.each([
    ['the older', 'managed', 'as it is'],
    ['the newer', 'managed', 'as it is'],
    ['the newer', 'least', 'under a customer managed key'],
  ] as const)('leave nothing when %s is removed first, of a %s grant, %s', async (which, roleGrant, encryption) => {
    const key = await keyOf(encryption);
    const before = await snapshot(key);
    const first = await through(trial.ends.function, { roleGrant });
    const alone = await snapshot(key);
    const second = await through(await anotherFunction(), { roleGrant });
    const [one, other] = which === 'the older' ? [first, second] : [second, first];
    expect((await removed(one)).state).toBe('done');
    if (which === 'the newer') expect(await snapshot(key)).toEqual(alone);
    expect((await removed(other)).state).toBe('done');
    expect(await snapshot(key)).toEqual(before);
  });

  test.each([
    ['least', 'as it is'],
    ['managed', 'under a customer managed key'],
  ] as const)('can be taken back one by one, of a %s grant, %s', async (roleGrant, encryption) => {
    const key = await keyOf(encryption);
    const before = await snapshot(key);
    const first = await through(trial.ends.function, { roleGrant });
    const alone = await snapshot(key);
    const second = await through(await anotherFunction(), { roleGrant });
    await expect(undoRun(first.id)).rejects.toMatchObject({ problem: { code: 'grant-in-use' } });
    expect((await trial.settled(await undoRun(second.id))).state).toBe('undone');
    expect(await snapshot(key)).toEqual(alone);
    expect((await trial.settled(await undoRun(first.id))).state).toBe('undone');
    expect(await snapshot(key)).toEqual(before);
  });

  test('leave nothing on a key that the one opened and the other outlived', async () => {
    const { stream } = trial.ends;
    const key = await trial.stage.encrypt(stream);
    const before = await snapshot(key);
    const first = await through(trial.ends.function, { keyGrant: 'grant' });
    const second = await through(await anotherFunction());
    await removed(first);
    const decrypt = { StreamARN: stream, EncryptionType: 'KMS', KeyId: key } as const;
    await trial.stage.kinesis.send(new StopStreamEncryptionCommand(decrypt));
    await removed(second);
    expect(await snapshot(key)).toEqual(before);
  });

  test('leave nothing of ours on a consumer that its owner registered', async () => {
    const register = new RegisterStreamConsumerCommand({ StreamARN: trial.ends.stream, ConsumerName: 'theirs' });
    await trial.stage.kinesis.send(register);
    const before = await snapshot();
    const source = { connection: 'practice-producer', arn: trial.ends.stream, consumerName: 'theirs' };
    const first = await through(trial.ends.function, { source });
    const second = await through(await anotherFunction());
    await removed(first);
    expect((await trial.stage.consumers(trial.ends.stream)).map(({ ConsumerName }) => ConsumerName)).toContain(
      'theirs',
    );
    await removed(second);
    expect(await snapshot()).toEqual(before);
  });
});

describe('a consumer that our run registered', () => {
  test('is not taken back from a reader of another role that came to it', async () => {
    const run = await trial.applied({ kind });
    const [consumer] = await trial.stage.consumers(trial.ends.stream);
    const [mapping] = await trial.stage.mappings(consumer?.ConsumerARN ?? '');
    await trial.stage.lambda.send(new DeleteEventSourceMappingCommand({ UUID: mapping?.UUID }));
    const reader = await trial.stage.reader(`${trial.ends.roleName}-heir`);
    const source = { connection: 'practice-producer', arn: consumer?.ConsumerARN ?? '' };
    const heir = await through(reader.function, { source });
    expect(heir.state).toBe('done');
    await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'consumer-in-use', status: 409 } });
    expect(await trial.stage.consumers(trial.ends.stream)).toHaveLength(1);
  });

  test('is not taken back from somebody whom its policy lets in', async () => {
    const run = await trial.applied({ kind });
    const [consumer] = await trial.stage.consumers(trial.ends.stream);
    const reader = await trial.stage.reader(`${trial.ends.roleName}-guest`);
    const arn = consumer?.ConsumerARN ?? '';
    await trial.stage.putPolicy(arn, ...JSON.parse(await trial.stage.policy(arn)).Statement, {
      Sid: 'Guest',
      Effect: 'Allow',
      Principal: { AWS: reader.role },
      Action: 'kinesis:SubscribeToShard',
      Resource: arn,
    });
    await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'consumer-in-use' } });
  });
});
