import '@/lib/trial/in-process';

import { afterEach, describe, expect, test } from 'vitest';
import { WireTrial } from '@/lib/trial/wire-trial';
import { applyPlan } from './apply-plan';

const trial = WireTrial.inEveryTest('unread');

afterEach(() => trial.stage.practice.faults.clear());

describe('a plan that is applied', () => {
  test.each([
    ['the stream’s policy', 'kinesis', 'GetResourcePolicy'],
    ['the role’s policies', 'iam', 'ListAttachedRolePolicies'],
  ])('while %s may not be read any more is not called out of date', async (_, service, operation) => {
    const plan = await trial.plan();
    trial.stage.practice.faults.add({ id: 'no', kind: 'deny', service, operation });
    await expect(applyPlan(plan.id)).rejects.toMatchObject({ problem: { code: 'plan-unread', status: 409 } });
    trial.stage.practice.faults.clear();
    expect((await trial.settled(await applyPlan(plan.id))).state).toBe('done');
  });
});
