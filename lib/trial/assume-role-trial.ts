import * as iam from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import { awsServices } from '@/lib/aws/aws-services';
import { createConnection } from '@/lib/service/connection/create-connection';
import { allPermissions, pasteTrust } from '@/lib/service/connection/doctor/commands';
import { listConnections } from '@/lib/service/connection/list-connections';
import { updateConnection } from '@/lib/service/connection/update-connection';
import { closeDatabase } from '@/lib/store/database';
import { StagedPractice } from '@/lib/trial/sandbox/staged-practice';
import type { Connection } from '@/lib/wiring/connection';

export const hubArn = 'arn:aws:iam::777700007777:role/tributary/hub';
export const roleArn = 'arn:aws:iam::888800008888:role/tributary/examined';

const hub = {
  arn: 'arn:aws:sts::777700007777:assumed-role/hub/tributary',
  accountId: '777700007777',
  partition: 'aws',
  principals: [hubArn],
  uniqueId: '',
  isRole: true,
};

type Statement = Record<string, unknown>;

const policyOf = (...Statement: Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** A connection whose role, hub and surroundings are right, and what administrators of both accounts do. */
export class StagedRole {
  readonly stage: StagedPractice;
  readonly connection: Connection;
  readonly hubIam: iam.IAMClient;
  private readonly hubSts: STSClient;

  private constructor(stage: StagedPractice, connection: Connection) {
    this.stage = stage;
    this.connection = connection;
    const config = stage.administrator('hub');
    this.hubIam = new iam.IAMClient(config);
    this.hubSts = new STSClient(config);
  }

  /** The account has a second connection, of the practice accounts, through which the role can be looked at. */
  static async open(): Promise<StagedRole> {
    const stage = await StagedPractice.open();
    await listConnections();
    const made = await createConnection({ name: 'examined', roleArn, regions: ['us-east-1'], mode: 'read-only' });
    const staged = new StagedRole(stage, made);
    await staged.makeRight();
    return staged;
  }

  async close(): Promise<void> {
    await closeDatabase();
    await this.stage.close();
  }

  /** Puts everything right again, whatever a test did. */
  async makeRight(): Promise<void> {
    const { practice } = this.stage;
    practice.faults.clear();
    practice.surroundings.setClock(0);
    for (const { id } of practice.accounts) practice.surroundings.switchSts(id, 'us-east-1', true);
    await updateConnection(this.connection.id, { roleArn, regions: ['us-east-1'] });
    await this.remakeHub();
    await removeRole(this.stage.iam, 'examined');
    await this.paste(
      `aws iam create-role --path /tributary/ --role-name examined --assume-role-policy-document '${policyOf({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' })}'`,
    );
    await this.paste(pasteTrust(this.connection, hub).command);
    await this.paste(allPermissions(this.connection, awsServices).command);
  }

  /** The hub's role is made anew: the same ARN, another unique ID. */
  async remakeHub(...statements: Statement[]): Promise<void> {
    await removeRole(this.hubIam, 'hub');
    const anyone = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::777700007777:root' }, Action: 'sts:*' };
    await this.hubIam.send(
      new iam.CreateRoleCommand({ Path: '/tributary/', RoleName: 'hub', AssumeRolePolicyDocument: policyOf(anyone) }),
    );
    const itself = { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' };
    const assume = { Effect: 'Allow', Action: 'sts:*', Resource: 'arn:aws:iam::*:role/tributary/*' };
    const given = statements.length > 0 ? statements : [assume];
    await this.hubPolicy('assume', itself, ...given);
    await this.hubSession();
  }

  async hubPolicy(PolicyName: string, ...statements: Statement[]): Promise<void> {
    const PolicyDocument = policyOf(...statements);
    await this.hubIam.send(new iam.PutRolePolicyCommand({ RoleName: 'hub', PolicyName, PolicyDocument }));
  }

  /** Tributary goes on with another session of its role. */
  async hubSession(more: Partial<AssumeRoleCommandInput> = {}): Promise<void> {
    const input = { RoleArn: hubArn, RoleSessionName: 'tributary', ...more };
    const { Credentials } = await this.hubSts.send(new AssumeRoleCommand(input));
    this.stage.practice.hub = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
  }

  /** The trust policy that is offered, with changes to its one statement; `undefined` takes an element out. */
  async trust(change: Statement, ...more: Statement[]): Promise<void> {
    const { document } = pasteTrust(this.connection, hub);
    const [statement] = JSON.parse(document ?? '').Statement;
    await this.stage.iam.send(
      new iam.UpdateAssumeRolePolicyCommand({
        RoleName: 'examined',
        PolicyDocument: policyOf({ ...statement, ...change }, ...more),
      }),
    );
  }

  /** The conditions of the trust policy that is offered, with others beside them. */
  conditions(change: Statement): Statement {
    const { document } = pasteTrust(this.connection, hub);
    return { Condition: { ...JSON.parse(document ?? '').Statement[0].Condition, ...change } };
  }

  /** Runs commands of `aws iam` as they are pasted, in the account that owns what they name. */
  async paste(commands: string): Promise<void> {
    for (const line of commands.split('\n')) {
      const [, , operation = '', ...words] = wordsOf(line);
      const input = Object.fromEntries(pairs(words));
      const client = input.RoleName === 'hub' ? this.hubIam : this.stage.iam;
      const Command = (iam as unknown as Record<string, new (input: object) => iam.GetRoleCommand>)[
        `${pascal(operation)}Command`
      ];
      if (!Command) throw new Error(`no operation ${operation}`);
      await client.send(new Command(input));
    }
  }
}

async function removeRole(client: iam.IAMClient, RoleName: string): Promise<void> {
  const listed = await client.send(new iam.ListRolePoliciesCommand({ RoleName })).catch(() => null);
  if (listed === null) return;
  for (const PolicyName of listed.PolicyNames ?? [])
    await client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName }));
  await client.send(new iam.DeleteRoleCommand({ RoleName }));
}

/** Splits a line as a shell does: plain words, and single quotes with `'\''` for a quote in them. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|\\'|[^\s'\\]+)+/g)].map(([word]) =>
    word.replace(/\\'|'/g, (mark) => (mark === "'" ? '' : "'")),
  );
}

function pairs(words: string[]): [string, string][] {
  return words.flatMap((word, at) =>
    word.startsWith('--') ? [[pascal(word.slice(2)), words[at + 1] ?? ''] as [string, string]] : [],
  );
}

function pascal(kebab: string): string {
  return kebab
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
}
