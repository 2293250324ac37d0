import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { arnOf } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import type { Read } from '@/lib/wiring/read';
import { guarded } from './call-guard';
import { clientDefaults } from './client-defaults';
import { assumeRoleInput, hubCredentials } from './credentials';
import { reading } from './reading';

/** Who Tributary itself is. */
export type Hub = {
  /** As STS names it: a user, or a role's session. */
  arn: string;
  accountId: string;
  partition: string;
  /** What `aws:PrincipalArn` holds in its requests; patterns where the role's path could not be read. */
  principals: string[];
};

/** Asks STS who Tributary is. `failed` when there are no credentials at all. */
export async function readHub(sandbox: boolean, region: string): Promise<Read<Hub>> {
  const read = await reading({ principalArn: '' }, 'sts:GetCallerIdentity', undefined, async () => {
    const identity = await stsOfHub(sandbox, region).send(new GetCallerIdentityCommand({}));
    return { arn: identity.Arn ?? '', accountId: identity.Account ?? '' };
  });
  if (read.state !== 'known') return read;
  const { partition } = arnOf(read.value.arn);
  const principals = await principalsOf(read.value.arn, sandbox, region);
  return { ...read, value: { ...read.value, partition, principals } };
}

/**
 * Assumes the connection's role and throws the session away; `externalId` is sent instead of the connection's own,
 * `null` sends none. Answers the session's ARN.
 */
export async function tryRole(
  connection: Connection,
  region: string,
  hubArn: string,
  externalId: string | null = connection.externalId,
): Promise<Read<string>> {
  return reading({ principalArn: hubArn }, 'sts:AssumeRole', connection.roleArn, async () => {
    const input = { ...assumeRoleInput(connection, 'read'), ExternalId: externalId ?? undefined };
    const { AssumedRoleUser } = await stsOfHub(connection.sandbox, region).send(new AssumeRoleCommand(input));
    return AssumedRoleUser?.Arn ?? '';
  });
}

function stsOfHub(sandbox: boolean, region: string): STSClient {
  const client = new STSClient(hubConfig(sandbox, region));
  guarded(client, { service: 'STS', accountId: 'hub', region, expired: () => undefined });
  return client;
}

function hubConfig(sandbox: boolean, region: string) {
  return { ...clientDefaults(region, sandbox), credentials: hubCredentials(sandbox) };
}

/** A role session's ARN leaves the role's path out, and `aws:PrincipalArn` has it: ask IAM, else allow any path. */
async function principalsOf(arn: string, sandbox: boolean, region: string): Promise<string[]> {
  const { partition, accountId, resource } = arnOf(arn);
  const role = /^assumed-role\/([^/]+)\//.exec(resource)?.[1];
  if (role === undefined) return [arn];
  try {
    const { Role } = await new IAMClient(hubConfig(sandbox, region)).send(new GetRoleCommand({ RoleName: role }));
    if (Role?.Arn) return [Role.Arn];
  } catch {
    // The hub may not look at itself: the patterns below say the same a little wider.
  }
  return [`arn:${partition}:iam::${accountId}:role/${role}`, `arn:${partition}:iam::${accountId}:role/*/${role}`];
}
