import { findCredential } from './credentials';
import { iamOf } from './iam/state';
import type { PracticeAccount, PracticeConnection } from './practice';
import type { Caller } from './service';
import type { World } from './world';

/** Where the practice accounts live. */
export const practiceRegion = 'us-east-1';

/**
 * The three practice accounts with their administrators. The keys are the same on every machine and open nothing:
 * they work only against the endpoint that the practice accounts serve on loopback.
 */
export const practiceAccounts: readonly PracticeAccount[] = [
  practiceAccount('777700007777', 'hub', 'AKIAPRACTICEHUBADMIN'),
  practiceAccount('999900009999', 'producer', 'AKIAPRACTICEPRODUCER'),
  practiceAccount('888800008888', 'consumer', 'AKIAPRACTICECONSUMER'),
];

/** What Tributary signs with: the running session of the role that the hub account's server would have. */
export const hubCredentials = {
  accessKeyId: 'ASIAPRACTICEHUBROLE0',
  secretAccessKey: practiceSecret('hub/role'),
  sessionToken: 'practice-accounts/hub/session-of-role-tributary-hub',
};

/** The connections that lead into the practice accounts. */
export const practiceConnections: readonly PracticeConnection[] = [
  practiceConnection('999900009999', 'producer', 'e2b1f7c4-5d0a-4c3e-9f86-1a7d2c9b4e01'),
  practiceConnection('888800008888', 'consumer', '7c9d3e60-8b2f-4a15-b4d7-6f0e5a8c3d92'),
];

/** The administrator of a practice account, to act as from inside. */
export function administratorOf(world: World, accountId: string): Caller {
  const user = world.accounts.has(accountId) ? iamOf(world, accountId).users.get('administrator') : undefined;
  const [accessKeyId = ''] = user?.keys.keys() ?? [];
  const credential = findCredential(world, accessKeyId);
  if (!credential) throw new Error(`${accountId} is not a practice account`);
  return credential.caller;
}

export function practiceAccount(id: string, name: string, accessKeyId: string): PracticeAccount {
  return { id, name, accessKeyId, secretAccessKey: practiceSecret(`${name}/administrator`) };
}

function practiceSecret(whose: string): string {
  return `practice/${whose}/`.padEnd(40, 'loopback');
}

export function practiceConnection(accountId: string, name: string, externalId: string): PracticeConnection {
  const roleArn = `arn:aws:iam::${accountId}:role/tributary/operator`;
  return { name, accountId, roleArn, externalId, regions: [practiceRegion, 'ap-northeast-1'], access: 'may-change' };
}
