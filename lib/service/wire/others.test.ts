import '@/lib/trial/in-process';

import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateStreamCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { findConnection } from '@/lib/store/connections';
import { kinesisPolicy, lambdaTrust } from '@/lib/trial/sandbox/reader-role';
import { WireTrial } from '@/lib/trial/wire-trial';
import { wireIdOf } from '@/lib/wiring/discover/wire-id';
import { kinesisFanout } from '@/lib/wiring/kind/kinesis-fanout';
import { dependentsOn, dependentsOnThing } from '@/lib/wiring/plan/dependents';
import { product } from '@/lib/wiring/product';
import { resources } from '@/lib/wiring/resource/resources';
import { between } from './find-wire';
import { gatherEvidence } from './gather-evidence';
import { readOthers } from './others';
import { productReading } from './reading';

const trial = WireTrial.inEveryTest('others');

/** Who else reads, beside the wire that the test has made. */
async function others(functionArn = trial.ends.function) {
  const { stream, role, roleName } = trial.ends;
  const [producer, consumer] = await Promise.all([
    findConnection('practice-producer'),
    findConnection('practice-consumer'),
  ]);
  const chosen = { source: stream, reader: functionArn, consumerName: roleName };
  const id = wireIdOf(resources, kinesisFanout, chosen);
  const wire = { id, kind: kinesisFanout, chosen, connectionFor: between(producer, consumer) };
  const { view } = await gatherEvidence(wire);
  const read = await readOthers(wire, view, productReading);
  if (read.state !== 'known') throw new Error(read.state);
  const dependents = dependentsOn(product, { ...view, evidence: { ...view.evidence, others: read } }) ?? [];
  const asRole = dependents.filter(({ grants }) => grants.some(({ principal }) => principal === role));
  return {
    ofRole: asRole.length,
    ofSource: asRole.filter((one) => one.wire.chosen.source === stream).length,
    ofConsumer: dependentsOnThing(product, dependents, view.arn('via')).length,
    unseen: read.value.unseen,
  };
}

async function mapped(lambda: LambdaClient, Role: string, EventSourceArn: string): Promise<void> {
  const FunctionName = `${trial.ends.roleName}-more`;
  const ZipFile = zipSync({ 'index.js': strToU8('exports.handler = async () => undefined;') });
  const made = { FunctionName, Role, Runtime: 'nodejs20.x', Handler: 'index.handler', Code: { ZipFile } } as const;
  await lambda.send(new CreateFunctionCommand(made));
  await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, StartingPosition: 'TRIM_HORIZON' }),
  );
}

test('nobody else reads where only this wire does, through an alias or not', async () => {
  await trial.applied({ kind: 'kinesis-fanout' });
  const nobody = { ofRole: 0, ofSource: 0, ofConsumer: 0, unseen: [] };
  expect(await others()).toEqual(nobody);
  expect(await others(`${trial.ends.function}:live`)).toEqual(nobody);
});

test('a mapping in another Region lives off the same role', async () => {
  await trial.stage.attach(trial.ends.roleName, kinesisPolicy);
  const there = trial.stage.administrator('consumer', 'ap-northeast-1');
  const StreamName = `${trial.ends.roleName}-tokyo`;
  await new KinesisClient(there).send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
  const stream = `arn:aws:kinesis:ap-northeast-1:888800008888:stream/${StreamName}`;
  await mapped(new LambdaClient(there), trial.ends.role, stream);
  expect(await others()).toMatchObject({ ofRole: 1, ofSource: 0, ofConsumer: 0 });
});

test('a function of the stream’s owner reads through a consumer that no policy opens to it', async () => {
  await trial.applied({ kind: 'kinesis-fanout' });
  const [consumer] = await trial.stage.consumers(trial.ends.stream);
  const iam = new IAMClient(trial.stage.administrator('producer'));
  const RoleName = `${trial.ends.roleName}-owner`;
  const made = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambdaTrust }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: kinesisPolicy }));
  const Statement = { Effect: 'Allow', Action: 'kinesis:DescribeStreamConsumer', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'efo', PolicyDocument }));
  const lambda = new LambdaClient(trial.stage.administrator('producer'));
  await mapped(lambda, made.Role?.Arn ?? '', consumer?.ConsumerARN ?? '');
  expect(await others()).toMatchObject({ ofRole: 0, ofSource: 0, ofConsumer: 1 });
  const { verdicts } = await trial.plan({ kind: 'kinesis-fanout' });
  expect(verdicts.find(({ need }) => need.id === 'consumer-unshared')).toMatchObject({ state: 'denied' });
});
