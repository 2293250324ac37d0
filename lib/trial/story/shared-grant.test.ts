import '@/lib/trial/in-process';

import { ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { StartStreamEncryptionCommand } from '@aws-sdk/client-kinesis';
import { CreateFunctionCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { undoRun } from '@/lib/service/run/undo-run';
import { basicPolicy } from '@/lib/trial/sandbox/reader-role';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { PlanRequest } from '@/lib/wiring/projection';
import { calls, WireTrial } from '../wire-trial';

const trial = WireTrial.inEveryTest('shared');

let second: string;

beforeEach(async () => {
  second = await anotherFunction(`${trial.ends.roleName}-b`);
});

async function anotherFunction(name: string): Promise<string> {
  const ZipFile = zipSync({ 'index.js': strToU8('exports.handler = async () => undefined;') });
  const { FunctionArn } = await trial.stage.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: trial.ends.role,
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Code: { ZipFile },
    }),
  );
  return FunctionArn ?? '';
}

async function inlinePolicies(): Promise<string[]> {
  return (await trial.stage.iam.send(new ListRolePoliciesCommand({ RoleName: trial.ends.roleName }))).PolicyNames ?? [];
}

const plan = (functionArn: string, roleGrant: PlanRequest['roleGrant'] = 'managed') =>
  trial.plan({ reader: { connection: 'practice-consumer', functionArn }, roleGrant });

const applied = async (made: Plan) => trial.settled(await applyPlan(made.id));

describe('two functions that read one stream as one role', () => {
  test.each(['managed', 'least'] as const)('leave nothing of a %s grant when both are gone', async (roleGrant) => {
    const first = await plan(trial.ends.function, roleGrant);
    await applied(first);
    const other = await plan(second, roleGrant);
    expect(calls(other)).toEqual(['lambda:CreateEventSourceMapping']);
    await applied(other);
    const removal = await removeWire(first.wireId);
    expect(calls(removal)).toEqual(['lambda:DeleteEventSourceMapping']);
    await applied(removal);
    const last = await removeWire(other.wireId);
    expect(calls(last)).toHaveLength(3);
    expect((await applied(last)).state).toBe('done');
    expect(await trial.stage.policy(trial.ends.stream)).toBe('{}');
    expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
    expect(await inlinePolicies()).toEqual([]);
  });

  test('keep their rights while the list of functions cannot be read', async () => {
    const first = await plan(trial.ends.function, 'least');
    const run = await applied(first);
    await applied(await plan(second, 'least'));
    const { faults } = trial.stage.practice;
    faults.add({ id: 'no', service: 'lambda', operation: 'ListFunctions', kind: 'deny' });
    try {
      const removal = await removeWire(first.wireId);
      expect(removal.blocked).toBe(true);
      expect(removal.checks).toContainEqual(
        expect.objectContaining({
          code: 'others-read',
          state: 'failed',
          cause: {
            key: 'check.others-unread',
            values: { message: expect.stringMatching(/is not authorized to perform: lambda:ListFunctions/) },
          },
        }),
      );
      await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'others-unread', status: 409 } });
    } finally {
      faults.clear();
    }
    expect((await removeWire(first.wireId)).blocked).toBe(false);
  });

  test('do not lose their rights to an undo of the run that granted them', async () => {
    const run = await applied(await plan(trial.ends.function));
    const other = await applied(await plan(second));
    await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'grant-in-use', status: 409 } });
    expect((await trial.settled(await undoRun(other.id))).state).toBe('undone');
    expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
    expect(await trial.stage.policy(trial.ends.stream)).toBe('{}');
  });
});

test('a role keeps the policy that its mapping of another stream reads with', async () => {
  const run = await applied(await plan(trial.ends.function));
  const elsewhere = await trial.stage.ends(`${trial.ends.roleName}-c`);
  const other = await trial.applied({
    source: { connection: 'practice-producer', arn: elsewhere.stream },
    reader: { connection: 'practice-consumer', functionArn: second },
  });
  expect(other.steps.map((step) => step.change.call.call)).not.toContain('iam:AttachRolePolicy');
  await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'role-in-use', values: { count: 1 } } });
  expect((await trial.settled(await undoRun(other.id))).state).toBe('undone');
  expect((await trial.settled(await undoRun(run.id))).state).toBe('undone');
  expect(await trial.stage.attached(trial.ends.roleName)).toEqual([basicPolicy]);
});

test('a role keeps what its mapping of another stream lives off, until that one goes too', async () => {
  const { stage, ends } = trial;
  const elsewhere = await stage.ends(`${ends.roleName}-e`);
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: ['kinesis:Describe*', 'kinesis:Get*', 'kinesis:ListShards'],
      Resource: elsewhere.stream,
    },
  });
  await stage.iam.send(new PutRolePolicyCommand({ RoleName: ends.roleName, PolicyName: 'others', PolicyDocument }));
  const first = await plan(ends.function, 'least');
  const run = await applied(first);
  const other = await trial.plan({
    source: { connection: 'practice-producer', arn: elsewhere.stream },
    reader: { connection: 'practice-consumer', functionArn: second },
    roleGrant: 'least',
  });
  expect(calls(other).filter((call) => call.startsWith('iam:'))).toEqual([]);
  await applied(other);
  await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'role-in-use', values: { count: 1 } } });
  const removal = await removeWire(first.wireId);
  expect(calls(removal)).not.toContain('iam:DeleteRolePolicy');
  expect(removal.keeps.map(({ key }) => key)).toContain('keeps.role-policy');
  await applied(removal);
  await applied(await removeWire(other.wireId));
  expect(await inlinePolicies()).toEqual(['others']);
});

test('a function that changed its role leaves the former one what another function reads with', async () => {
  const { stage, ends } = trial;
  await stage.encrypt(ends.stream);
  await applied(await plan(ends.function, 'least'));
  const other = await applied(await plan(second, 'least'));
  const { role } = await stage.ends(`${ends.roleName}-f`);
  await stage.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: ends.function, Role: role }));
  const moved = await plan(ends.function, 'least');
  expect(moved.keeps.map(({ key }) => key)).toEqual(expect.arrayContaining(['keeps.shared-grant', 'keeps.shared-key']));
  expect((await applied(moved)).state).toBe('done');
  expect((await plan(ends.function, 'least')).changes).toEqual([]);
  const again = await plan(second, 'least');
  expect(again.changes).toEqual([]);
  expect(again.verdicts.filter(({ need, state }) => need.weight === 'required' && state !== 'met')).toEqual([]);
  await applied(await removeWire(moved.wireId));
  expect((await plan(second, 'least')).changes).toEqual([]);
  await applied(await removeWire(other.wireId));
  expect(await stage.policy(ends.stream)).toBe('{}');
  expect(await inlinePolicies()).toEqual([]);
});

test.each(['policy', 'grant'] as const)(
  'a key of two streams stays open by %s for the one that is read still',
  async (keyGrant) => {
    const { stage, ends } = trial;
    const elsewhere = await stage.ends(`${ends.roleName}-d`);
    const key = await stage.encrypt(ends.stream);
    await stage.kinesis.send(
      new StartStreamEncryptionCommand({ StreamARN: elsewhere.stream, EncryptionType: 'KMS', KeyId: key }),
    );
    const planFor = (arn: string, functionArn: string) =>
      trial.plan({
        source: { connection: 'practice-producer', arn },
        reader: { connection: 'practice-consumer', functionArn },
        keyGrant,
      });
    const first = await planFor(ends.stream, ends.function);
    await applied(first);
    await applied(await planFor(elsewhere.stream, second));
    const removal = await removeWire(first.wireId);
    expect(calls(removal)).toContain(keyGrant === 'policy' ? 'kms:PutKeyPolicy' : 'kms:RevokeGrant');
    expect((await applied(removal)).state).toBe('done');
    const again = await planFor(elsewhere.stream, second);
    expect(again.changes).toEqual([]);
    expect(again.verdicts.filter(({ need, state }) => need.weight === 'required' && state !== 'met')).toEqual([]);
  },
);

test('a function named with $LATEST is the function', async () => {
  const run = await applied(await plan(`${trial.ends.function}:$LATEST`));
  expect(run.state).toBe('done');
  expect(await trial.stage.mappings(trial.ends.stream)).toHaveLength(1);
  expect((await plan(trial.ends.function)).changes).toEqual([]);
});
