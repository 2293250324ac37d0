import type { World } from '@/lib/sandbox/world';
import { lambdaTrust } from '@/lib/trial/sandbox/reader-role';
import { type Administrators, consumer, producer, stream } from './accounts';
import type { Scenario } from './scenario';
import { snapshot } from './snapshot';

/** Breaks a wire that works, as its owners now and then do. */
export async function damage(world: World, admin: Administrators, what: Scenario['damage'], keyArn: string | null) {
  const { consumers, mappings, attached, inline } = snapshot(world);
  const own = consumers.find(({ name }) => name === 'reader');
  const deregister = () => admin.ask(producer, 'kinesis:DeregisterStreamConsumer', { ConsumerARN: own?.arn });
  if (what === 'policy-lost') await admin.ask(producer, 'kinesis:DeleteResourcePolicy', { ResourceARN: stream });
  if (what === 'consumer-gone' && own) await deregister();
  if (what === 're-registered' && own) {
    await deregister();
    await admin.ask(producer, 'kinesis:RegisterStreamConsumer', { StreamARN: stream, ConsumerName: 'reader' });
  }
  if (what === 'key-lost' && keyArn !== null) await closeKey(admin, keyArn);
  if (what === 'mapping-lost') {
    for (const { uuid } of mappings) await admin.ask(consumer, 'lambda:DeleteEventSourceMapping', { UUID: uuid });
  }
  if (what === 'role-anew') await makeRoleAnew(admin, attached, [...inline.keys()]);
}

async function closeKey(admin: Administrators, KeyId: string): Promise<void> {
  const root = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${producer}:root` }, Action: 'kms:*', Resource: '*' };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [root] });
  await admin.ask(producer, 'kms:PutKeyPolicy', { KeyId, Policy });
}

async function makeRoleAnew(admin: Administrators, attached: string[], inline: string[]): Promise<void> {
  const RoleName = 'reader';
  for (const PolicyArn of attached) await admin.ask(consumer, 'iam:DetachRolePolicy', { RoleName, PolicyArn });
  for (const PolicyName of inline) await admin.ask(consumer, 'iam:DeleteRolePolicy', { RoleName, PolicyName });
  await admin.ask(consumer, 'iam:DeleteRole', { RoleName });
  await admin.ask(consumer, 'iam:CreateRole', { RoleName, AssumeRolePolicyDocument: lambdaTrust });
}
