import { hubPolicy, hubRoleArn, hubTrust, operatorPolicy, operatorTrust } from './account-policies';
import type { Clock } from './clock';
import { findCredential } from './credentials';
import { roleByArn } from './iam/state';
import { makeUser } from './iam/users';
import { perform } from './perform';
import type { PracticeAccount, PracticeConnection } from './practice';
import type { Caller, CallerSession } from './service';
// Accounts are made by requests, so there must be services to take them.
import './services';
import { temporaryKeys } from './sts/sessions';
import type { World } from './world';

/** Where the practice accounts live. */
export const practiceRegion = 'us-east-1';

const administratorPolicy = 'arn:aws:iam::aws:policy/AdministratorAccess';

/**
 * The three practice accounts with their administrators. The keys are the same on every machine and open nothing:
 * they work only against the endpoint that the practice accounts serve on loopback.
 */
export const practiceAccounts: readonly PracticeAccount[] = [
  account('777700007777', 'hub', 'AKIAPRACTICEHUBADMIN'),
  account('999900009999', 'producer', 'AKIAPRACTICEPRODUCER'),
  account('888800008888', 'consumer', 'AKIAPRACTICECONSUMER'),
];

/** What Tributary signs with: the running session of the role that the hub account's server would have. */
export const hubCredentials = {
  accessKeyId: 'ASIAPRACTICEHUBROLE0',
  secretAccessKey: practiceSecret('hub/role'),
  sessionToken: 'practice-accounts/hub/session-of-role-tributary-hub',
};

/** The connections that lead into the practice accounts. */
export const practiceConnections: readonly PracticeConnection[] = [
  connection('999900009999', 'producer', 'e2b1f7c4-5d0a-4c3e-9f86-1a7d2c9b4e01'),
  connection('888800008888', 'consumer', '7c9d3e60-8b2f-4a15-b4d7-6f0e5a8c3d92'),
];

/** Puts the accounts, their administrators and the roles that Tributary works with into an empty world. */
export async function makeAccounts(world: World, clock: Clock): Promise<void> {
  const createdAt = clock.now();
  for (const { id, name, accessKeyId, secretAccessKey } of practiceAccounts) {
    world.accounts.set(id, { id, name, createdAt });
    const key = { id: accessKeyId, secret: secretAccessKey };
    makeUser(world, id, { name: 'administrator', path: '/', key, policies: [administratorPolicy], createdAt });
  }
  await makeHubRole(world, clock);
  for (const connection of practiceConnections) await makeOperatorRole(world, clock, connection);
}

/** The administrator of a practice account, to act as from inside. */
export function administratorOf(world: World, accountId: string): Caller {
  const account = practiceAccounts.find(({ id }) => id === accountId);
  const credential = account && findCredential(world, account.accessKeyId);
  if (!credential) throw new Error(`${accountId} is not a practice account`);
  return credential.caller;
}

async function makeHubRole(world: World, clock: Clock): Promise<void> {
  const accountId = '777700007777';
  await makeRole(world, clock, accountId, {
    name: 'hub',
    description: 'What Tributary itself runs as.',
    trust: hubTrust,
    policyName: 'assume-tributary-roles',
    policy: hubPolicy,
  });
  const found = roleByArn(world, hubRoleArn);
  if (!found) throw new Error('the hub role was not made');
  const session: CallerSession = {
    roleArn: hubRoleArn,
    roleUniqueId: found.role.id,
    name: 'tributary',
    policies: [],
    tags: {},
    expiresAt: Number.POSITIVE_INFINITY,
    chained: false,
  };
  const { accessKeyId, secretAccessKey, sessionToken } = hubCredentials;
  temporaryKeys(world).set(accessKeyId, { secret: secretAccessKey, token: sessionToken, accountId, session });
}

function makeOperatorRole(world: World, clock: Clock, connection: PracticeConnection): Promise<void> {
  return makeRole(world, clock, connection.accountId, {
    name: 'operator',
    description: 'What Tributary may do in this account.',
    trust: operatorTrust(connection.externalId),
    policyName: 'tributary',
    policy: operatorPolicy(connection.accountId),
  });
}

type RoleFacts = { name: string; description: string; trust: object; policyName: string; policy: object };

async function makeRole(world: World, clock: Clock, accountId: string, role: RoleFacts): Promise<void> {
  const caller = administratorOf(world, accountId);
  const ask = (operation: string, input: object) =>
    perform(world, clock, { service: 'iam', operation, input, caller, region: practiceRegion });
  await ask('CreateRole', {
    RoleName: role.name,
    Path: '/tributary/',
    Description: role.description,
    AssumeRolePolicyDocument: JSON.stringify(role.trust, null, 2),
  });
  const PolicyDocument = JSON.stringify(role.policy, null, 2);
  await ask('PutRolePolicy', { RoleName: role.name, PolicyName: role.policyName, PolicyDocument });
}

function account(id: string, name: string, accessKeyId: string): PracticeAccount {
  return { id, name, accessKeyId, secretAccessKey: practiceSecret(`${name}/administrator`) };
}

function practiceSecret(whose: string): string {
  return `practice/${whose}/`.padEnd(40, 'loopback');
}

function connection(accountId: string, name: string, externalId: string): PracticeConnection {
  const roleArn = `arn:aws:iam::${accountId}:role/tributary/operator`;
  return { name, accountId, roleArn, externalId, regions: [practiceRegion, 'ap-northeast-1'], access: 'may-change' };
}
