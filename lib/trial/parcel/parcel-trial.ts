import {
  CreateRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { listConnections } from '@/lib/service/connection/list-connections';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { planWire } from '@/lib/service/plan/plan-wire';
import { getRun } from '@/lib/service/run/get-run';
import { watchRun } from '@/lib/service/run/watch-run';
import { closeDatabase } from '@/lib/store/database';
import { StagedPractice } from '@/lib/trial/sandbox/staged-practice';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Run } from '@/lib/wiring/run';
import { ParcelClient } from './aws/client';
import { parcelReading } from './rooms';
import { AUDITOR } from './sandbox/landscape';
import { parcelSetup } from './sandbox/setup';

type AccountName = 'producer' | 'consumer' | 'auditor';

const accountIds: Record<AccountName, string> = {
  producer: '999900009999',
  consumer: '888800008888',
  auditor: AUDITOR,
};

/** Two queues and the roles that a wire between them needs; nothing is granted yet. */
export type ParcelEnds = { source: string; target: string; forwarderRole: string; reader: string };

/** The practice accounts with queues of parcels, in which each test has queues and roles of its own. */
export class ParcelTrial {
  stage!: StagedPractice;
  ends!: ParcelEnds;

  static inEveryTest(): ParcelTrial {
    const trial = new ParcelTrial();
    let tests = 0;
    beforeAll(async () => {
      trial.stage = await StagedPractice.open({ setup: parcelSetup });
    });
    afterAll(async () => {
      await closeDatabase();
      await trial.stage.close();
    });
    beforeEach(async () => {
      tests += 1;
      trial.stage.practice.faults.clear();
      trial.ends = await trial.newEnds(`parcels-${tests}`);
    });
    return trial;
  }

  /** As the administrator of an account. */
  ask<Answer = Record<string, unknown>>(account: AccountName, operation: string, input: object = {}): Promise<Answer> {
    const { endpoint, region, credentials } = this.stage.administrator(account);
    const client = new ParcelClient({
      endpoint,
      region,
      credentials: async () => credentials,
      requestHandler: new NodeHttpHandler(),
      retryMode: 'standard',
      maxAttempts: 1,
    });
    return client.ask(operation, input);
  }

  async newReader(name: string): Promise<string> {
    return this.role('auditor', name, { AWS: `arn:aws:iam::${AUDITOR}:root` });
  }

  async plan(over: Partial<ParcelEnds> = {}): Promise<Plan> {
    const { source, target, forwarderRole, reader } = { ...this.ends, ...over };
    const connections = await listConnections();
    const connection = (account: AccountName) =>
      connections.find(({ accountId }) => accountId === accountIds[account])?.id ?? '';
    const request = {
      kind: 'parcel-forwarding',
      source: { connection: connection('producer'), arn: source },
      reader: { connection: connection('auditor'), functionArn: reader },
      answers: { target, forwarderRole },
    };
    return planWire(request, parcelReading);
  }

  async applied(plan: Plan): Promise<Run> {
    return this.settled(await applyPlan(plan.id, null, parcelReading));
  }

  async settled(id: string): Promise<Run> {
    await watchRun(id, () => undefined, new AbortController().signal);
    return getRun(id);
  }

  /** Whatever of the three accounts a wire between these ends may touch. */
  async snapshot(reader = this.ends.reader): Promise<object> {
    const { source, target, forwarderRole } = this.ends;
    const forwarders = { QueueArn: source };
    const { Forwarders } = await this.ask<{ Forwarders: { Name: string }[] }>('producer', 'ListForwarders', forwarders);
    return {
      policy: await this.policy(target),
      forwarders: Forwarders.map(({ Name }) => Name),
      forwarderRole: await this.inline('producer', forwarderRole),
      reader: await this.inline('auditor', reader),
    };
  }

  private async policy(QueueArn: string): Promise<string | null> {
    try {
      return (await this.ask<{ Policy: string }>('consumer', 'GetQueuePolicy', { QueueArn })).Policy;
    } catch (error) {
      if (error instanceof Error && error.name === 'PolicyNotFoundException') return null;
      throw error;
    }
  }

  async putPolicy(...statements: object[]): Promise<string> {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 3);
    await this.ask('consumer', 'PutQueuePolicy', { QueueArn: this.ends.target, Policy });
    return Policy;
  }

  /** A statement of somebody else on the target. */
  theirs(Sid: string): object {
    const Principal = { AWS: `arn:aws:iam::${accountIds.consumer}:root` };
    return { Sid, Effect: 'Allow', Principal, Action: 'parcel:DescribeQueue', Resource: this.ends.target };
  }

  private async newEnds(name: string): Promise<ParcelEnds> {
    const [source, target] = [await this.queue('producer', name), await this.queue('consumer', `${name}-there`)];
    const forwarderRole = await this.role('producer', `${name}-forwarder`, { Service: 'parcel.amazonaws.com' });
    return { source, target, forwarderRole, reader: await this.newReader(`${name}-reader`) };
  }

  private async queue(account: AccountName, Name: string): Promise<string> {
    return String((await this.ask(account, 'CreateQueue', { Name })).QueueArn);
  }

  private async role(account: AccountName, RoleName: string, Principal: object): Promise<string> {
    const iam = new IAMClient(this.stage.administrator(account));
    const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const PolicyDocument = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'theirs', PolicyDocument }));
    return Role?.Arn ?? '';
  }

  private async inline(account: AccountName, role: string): Promise<Record<string, string>> {
    const iam = new IAMClient(this.stage.administrator(account));
    const RoleName = role.split('/').at(-1);
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const each = PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return [PolicyName, PolicyDocument] as const;
    });
    return Object.fromEntries(await Promise.all(each));
  }
}

export const callsOf = (plan: Pick<Plan, 'changes'>): string[] => plan.changes.map(({ call }) => call.call);
