import { strToU8, zipSync } from 'fflate';
import { basicPolicy, lambdaTrust } from '@/lib/trial/sandbox/reader-role';
import { wireId } from '@/lib/wiring/discover/wire-id';
import { rolePolicyName } from '@/lib/wiring/plan/our-statements';
import { type Administrators, consumer, producer, reader, role } from './administrators';
import { endsOf } from './ends/all-ends';
import { oddlyWritten, randomFrom } from './random-text';
import type { Start } from './start';
import { document, statementOf } from './statements';

const code = zipSync({ 'index.js': strToU8('exports.handler = async () => true;') });

/** The ends as a start describes them; answers the ARN of the key that the source is encrypted under. */
export async function makeEnds(admin: Administrators, start: Start): Promise<{ keyArn: string | null }> {
  const random = randomFrom(start.layoutSeed);
  await makeRoles(admin, start);
  await admin.ask(consumer, 'lambda:CreateFunction', {
    FunctionName: 'reader',
    Role: role,
    Runtime: 'nodejs20.x',
    Handler: 'index.handler',
    Code: { ZipFile: code },
  });
  const keyArn = start.encrypted ? await makeKey(admin, start, random) : null;
  await endsOf(start).make(admin, start, keyArn, random);
  // What was named is gone: AWS shows its unique id from now on.
  await admin.ask(consumer, 'iam:DeleteRole', { RoleName: 'deleted' });
  return { keyArn };
}

async function makeRoles(admin: Administrators, start: Start): Promise<void> {
  const { managedPolicy } = endsOf(start);
  for (const RoleName of ['reader', 'other', 'deleted'])
    await admin.ask(consumer, 'iam:CreateRole', { RoleName, AssumeRolePolicyDocument: lambdaTrust });
  for (const name of start.attached) {
    const PolicyArn = name === 'basic' ? basicPolicy : managedPolicy;
    await admin.ask(consumer, 'iam:AttachRolePolicy', { RoleName: 'reader', PolicyArn });
  }
  for (const name of start.inline) {
    const PolicyName = name === 'own-half' ? rolePolicyName(wireOf(start)) : name;
    const PolicyDocument = oddlyWritten(
      { Version: '2012-10-17', Statement: inlineStatement(name, start) },
      randomFrom(start.layoutSeed),
    );
    await admin.ask(consumer, 'iam:PutRolePolicy', { RoleName: 'reader', PolicyName, PolicyDocument });
  }
}

function inlineStatement(name: Start['inline'][number], start: Start): object {
  const { half, ownHalf } = endsOf(start).actions;
  const Action = { logs: ['logs:*'], half, 'own-half': ownHalf, decrypt: ['kms:Decrypt'] }[name];
  return { Effect: 'Allow', Action, Resource: '*' };
}

export function wireOf({ kind }: Pick<Start, 'kind'>): string {
  return wireId(kind, endsOf({ kind }).read, reader);
}

async function makeKey(admin: Administrators, start: Start, random: () => number): Promise<string> {
  const root = {
    Sid: 'Root',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${producer}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const actions = { needed: ['kms:Decrypt'], others: ['kms:DescribeKey'] };
  const statements = [root, ...start.keyPolicy.map((one, index) => statementOf(actions, one, index, '*'))];
  const Policy = document(statements, start, random);
  const { KeyMetadata } = await admin.ask<{ KeyMetadata: { Arn: string } }>(producer, 'kms:CreateKey', { Policy });
  return KeyMetadata.Arn;
}
