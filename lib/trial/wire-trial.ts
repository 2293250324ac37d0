import { afterAll, beforeAll, beforeEach } from 'vitest';
import { listConnections } from '@/lib/service/connection/list-connections';
import type { CheckedPlanRequest } from '@/lib/service/http/openapi/plan-request';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { planWire } from '@/lib/service/plan/plan-wire';
import { getRun } from '@/lib/service/run/get-run';
import { watchRun } from '@/lib/service/run/watch-run';
import { closeDatabase } from '@/lib/store/database';
import { type StagedEnds, StagedPractice } from '@/lib/trial/sandbox/staged-practice';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Run } from '@/lib/wiring/run';

/** Practice accounts for one test file, with an unwired stream and function of its own for each test. */
export class WireTrial {
  stage!: StagedPractice;
  ends!: StagedEnds;

  static inEveryTest(name: string): WireTrial {
    const trial = new WireTrial();
    let stories = 0;
    beforeAll(async () => {
      trial.stage = await StagedPractice.open();
    });
    afterAll(async () => {
      await closeDatabase();
      await trial.stage.close();
    });
    beforeEach(async () => {
      stories += 1;
      trial.ends = await trial.stage.ends(`${name}-${stories}`);
    });
    return trial;
  }

  async plan(over: Partial<CheckedPlanRequest> = {}): Promise<Plan> {
    const connections = await listConnections();
    const id = (account: string) => connections.find((one) => one.accountId === account)?.id ?? '';
    return planWire({
      kind: 'kinesis',
      source: { connection: id('999900009999'), arn: this.ends.stream },
      reader: { connection: id('888800008888'), functionArn: this.ends.function },
      ...over,
    });
  }

  async settled(id: string): Promise<Run> {
    await watchRun(id, () => undefined, new AbortController().signal);
    return getRun(id);
  }

  async applied(over: Partial<CheckedPlanRequest> = {}): Promise<Run> {
    return this.settled(await applyPlan((await this.plan(over)).id));
  }
}

export const calls = (plan: Plan) => plan.changes.map((change) => change.call.call);
