import '@/lib/trial/in-process';

import { ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listConnections } from '@/lib/service/connection/list-connections';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { planWire } from '@/lib/service/plan/plan-wire';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { getRun } from '@/lib/service/run/get-run';
import { undoRun } from '@/lib/service/run/undo-run';
import { watchRun } from '@/lib/service/run/watch-run';
import { closeDatabase } from '@/lib/store/database';
import { basicPolicy, type StagedEnds, StagedPractice } from '@/lib/trial/sandbox/staged-practice';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { PlanRequest } from '@/lib/wiring/projection';
import type { Run } from '@/lib/wiring/run';

let stage: StagedPractice;
let ends: StagedEnds;
let second: string;
let stories = 0;

beforeAll(async () => {
  stage = await StagedPractice.open();
  await listConnections();
});

afterAll(async () => {
  await closeDatabase();
  await stage.close();
});

beforeEach(async () => {
  stories += 1;
  ends = await stage.ends(`shared-${stories}`);
  second = await anotherFunction(`shared-${stories}-b`);
});

async function anotherFunction(name: string): Promise<string> {
  const ZipFile = zipSync({ 'index.js': strToU8('exports.handler = async () => undefined;') });
  const { FunctionArn } = await stage.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: ends.role,
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Code: { ZipFile },
    }),
  );
  return FunctionArn ?? '';
}

async function inlinePolicies(): Promise<string[]> {
  return (await stage.iam.send(new ListRolePoliciesCommand({ RoleName: ends.roleName }))).PolicyNames ?? [];
}

const plan = (functionArn: string, roleGrant: PlanRequest['roleGrant'] = 'managed') =>
  planWire({
    kind: 'kinesis',
    source: { connection: 'practice-producer', arn: ends.stream },
    reader: { connection: 'practice-consumer', functionArn },
    roleGrant,
  });

async function settled(id: string): Promise<Run> {
  await watchRun(id, () => undefined, new AbortController().signal);
  return getRun(id);
}

const applied = async (made: Plan) => settled(await applyPlan(made.id));
const calls = (one: Plan) => one.changes.map((change) => change.call.call);

describe('two functions that read one stream as one role', () => {
  test.each(['managed', 'least'] as const)('leave nothing of a %s grant when both are gone', async (roleGrant) => {
    const first = await plan(ends.function, roleGrant);
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
    expect(await stage.policy(ends.stream)).toBe('{}');
    expect(await stage.attached(ends.roleName)).toEqual([basicPolicy]);
    expect(await inlinePolicies()).toEqual([]);
  });

  test('do not lose their rights to an undo of the run that granted them', async () => {
    const run = await applied(await plan(ends.function));
    const other = await applied(await plan(second));
    await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'grant-in-use', status: 409 } });
    expect((await settled(await undoRun(other.id))).state).toBe('undone');
    expect((await settled(await undoRun(run.id))).state).toBe('undone');
    expect(await stage.policy(ends.stream)).toBe('{}');
  });
});

test('a role keeps the policy that its mapping of another stream reads with', async () => {
  const run = await applied(await plan(ends.function));
  const elsewhere = await stage.ends(`shared-${stories}-c`);
  const other = await applied(
    await planWire({
      kind: 'kinesis',
      source: { connection: 'practice-producer', arn: elsewhere.stream },
      reader: { connection: 'practice-consumer', functionArn: second },
    }),
  );
  expect(other.steps.map((step) => step.change.call.call)).not.toContain('iam:AttachRolePolicy');
  await expect(undoRun(run.id)).rejects.toMatchObject({ problem: { code: 'role-in-use', values: { count: 1 } } });
  expect((await settled(await undoRun(other.id))).state).toBe('undone');
  expect((await settled(await undoRun(run.id))).state).toBe('undone');
  expect(await stage.attached(ends.roleName)).toEqual([basicPolicy]);
});

test('a function named with $LATEST is the function', async () => {
  const run = await applied(await plan(`${ends.function}:$LATEST`));
  expect(run.state).toBe('done');
  expect(await stage.mappings(ends.stream)).toHaveLength(1);
  expect((await plan(ends.function)).changes).toEqual([]);
});
