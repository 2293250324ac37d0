import { hubPolicy, hubRoleArn, hubTrust, operatorPolicy, operatorTrust } from './account-policies';
import { administratorOf, hubCredentials, practiceRegion } from './accounts';
import type { Clock } from './clock';
import { roleByArn } from './iam/state';
import { makeUser } from './iam/users';
import { perform } from './perform';
import type { PracticeConnection, PracticeSetup } from './practice';
import { productSetup } from './product-setup';
import { serve } from './served';
import type { CallerSession, Service } from './service';
import { temporaryKeys } from './sts/sessions';
import type { World } from './world';

const administratorPolicy = 'arn:aws:iam::aws:policy/AdministratorAccess';

/**
 * Puts the accounts, their administrators and the roles that Tributary works with into an empty world, which these
 * services serve from now on.
 */
export async function makeAccounts(
  world: World,
  clock: Clock,
  { services, accounts, connections }: PracticeSetup = productSetup,
): Promise<void> {
  serve(world, services);
  const createdAt = clock.now();
  for (const { id, name, accessKeyId, secretAccessKey } of accounts) {
    world.accounts.set(id, { id, name, createdAt });
    const key = { id: accessKeyId, secret: secretAccessKey };
    makeUser(world, id, { name: 'administrator', path: '/', key, policies: [administratorPolicy], createdAt });
  }
  await makeHubRole(world, clock);
  for (const connection of connections) await makeOperatorRole(world, clock, connection, services);
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

function makeOperatorRole(
  world: World,
  clock: Clock,
  connection: PracticeConnection,
  services: readonly Service[],
): Promise<void> {
  return makeRole(world, clock, connection.accountId, {
    name: 'operator',
    description: 'What Tributary may do in this account.',
    trust: operatorTrust(connection.externalId),
    policyName: 'tributary',
    policy: operatorPolicy(connection.accountId, services),
  });
}

/** Lets Tributary's role in each account work with a service that did not exist when the account was made. */
export async function extendOperators(
  world: World,
  clock: Clock,
  connections: readonly PracticeConnection[],
  service: Service,
): Promise<void> {
  for (const { accountId, roleArn } of connections) {
    const found = roleByArn(world, roleArn);
    if (!found) continue;
    const PolicyDocument = JSON.stringify(operatorPolicy(accountId, [service]), null, 2);
    await perform(world, clock, {
      service: 'iam',
      operation: 'PutRolePolicy',
      input: { RoleName: found.role.name, PolicyName: `tributary-${service.name}`, PolicyDocument },
      caller: administratorOf(world, accountId),
      region: practiceRegion,
    });
  }
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
