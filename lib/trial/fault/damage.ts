import { lambdaTrust } from '@/lib/trial/sandbox/reader-role';
import { consumer, producer } from './administrators';
import { writePolicy } from './edit-policy';
import { endsOf } from './ends/all-ends';
import type { Scenario } from './scenario';
import { snapshot } from './snapshot';
import type { Trial } from './trial';

/** Breaks a wire that works, as its owners now and then do. */
export async function damage({ world, admin, keyArn, scenario: { start, damage: what } }: Trial): Promise<void> {
  const now = snapshot(world);
  const ends = endsOf(start);
  const { stream } = ends.shared(now);
  const damages: Record<Scenario['damage'], () => Promise<void>> = {
    replaced: () => ends.replace(admin, now),
    gone: () => ends.takeAway(admin, now),
    'policy-lost': async () => void (stream !== null && (await writePolicy(admin, stream, null))),
    'key-lost': async () => void (keyArn !== null && (await writePolicy(admin, keyArn, closed))),
    'mapping-lost': async () => {
      for (const { uuid } of now.mappings) await admin.ask(consumer, 'lambda:DeleteEventSourceMapping', { UUID: uuid });
    },
    'role-anew': () => makeRoleAnew(admin, now.attached, [...now.inline.keys()]),
  };
  await damages[what]();
}

const root = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${producer}:root` }, Action: 'kms:*', Resource: '*' };
const closed = JSON.stringify({ Version: '2012-10-17', Statement: [root] });

async function makeRoleAnew(admin: Trial['admin'], attached: string[], inline: string[]): Promise<void> {
  const RoleName = 'reader';
  for (const PolicyArn of attached) await admin.ask(consumer, 'iam:DetachRolePolicy', { RoleName, PolicyArn });
  for (const PolicyName of inline) await admin.ask(consumer, 'iam:DeleteRolePolicy', { RoleName, PolicyName });
  await admin.ask(consumer, 'iam:DeleteRole', { RoleName });
  await admin.ask(consumer, 'iam:CreateRole', { RoleName, AssumeRolePolicyDocument: lambdaTrust });
}
