import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { arnOf } from '@/lib/wiring/arn';
import type { Read } from '@/lib/wiring/read';
import { clientDefaults } from '../session/client-defaults';
import { hubCredentials } from '../session/credentials';
import type { Caller } from '../session/session';
import { type Attempt, attemptSts } from './attempt';

/** Who Tributary itself is. */
export type Hub = {
  /** As STS names it: a user, or a role's session. */
  arn: string;
  accountId: string;
  partition: string;
  /** What `aws:PrincipalArn` holds in its requests; patterns where the role's path could not be read. */
  principals: string[];
  /** `AROA…` of the role or `AIDA…` of the user: what a trust policy is kept by, whatever it shows. */
  uniqueId: string;
  /** Its sessions are made from a role: whatever it assumes is role chaining. */
  isRole: boolean;
};

/** Asks STS, once, who Tributary is. `failed` when there are no credentials at all. */
export async function attemptAsHub(sandbox: boolean, region: string): Promise<Attempt<Hub>> {
  const attempt = await attemptSts(sandbox, region, { action: 'sts:GetCallerIdentity' }, async (client) => {
    const identity = await client.send(new GetCallerIdentityCommand({}));
    return { arn: identity.Arn ?? '', accountId: identity.Account ?? '', userId: identity.UserId ?? '' };
  });
  if (attempt.read.state !== 'known') return { ...attempt, read: attempt.read };
  const { arn, accountId, userId } = attempt.read.value;
  const value: Hub = {
    arn,
    accountId,
    partition: arnOf(arn).partition,
    principals: await principalsOf(arn, sandbox, region),
    uniqueId: userId.split(':')[0] ?? '',
    isRole: arnOf(arn).resource.startsWith('assumed-role/'),
  };
  return { ...attempt, read: { ...attempt.read, value } };
}

export async function readHub(sandbox: boolean, region: string): Promise<Read<Hub>> {
  return (await attemptAsHub(sandbox, region)).read;
}

/** Calls AWS as the hub itself. */
export function hubCaller({ arn }: Pick<Hub, 'arn'>, sandbox: boolean, region: string): Caller {
  return {
    client: (service) => new service({ ...clientDefaults(region, sandbox), credentials: hubCredentials(sandbox) }),
    principalArn: arn,
  };
}

/** A role session's ARN leaves the role's path out, and `aws:PrincipalArn` has it: ask IAM, else allow any path. */
async function principalsOf(arn: string, sandbox: boolean, region: string): Promise<string[]> {
  const { partition, accountId, resource } = arnOf(arn);
  const role = /^assumed-role\/([^/]+)\//.exec(resource)?.[1];
  if (role === undefined) return [arn];
  try {
    const { Role } = await hubCaller({ arn }, sandbox, region)
      .client(IAMClient)
      .send(new GetRoleCommand({ RoleName: role }));
    if (Role?.Arn) return [Role.Arn];
  } catch {
    // The hub may not look at itself: the patterns below say the same a little wider.
  }
  return [`arn:${partition}:iam::${accountId}:role/${role}`, `arn:${partition}:iam::${accountId}:role/*/${role}`];
}
