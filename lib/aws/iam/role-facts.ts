import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { roleName } from '@/lib/wiring/arn';
import type { RoleEvidence } from '@/lib/wiring/evidence';
import type { Read } from '@/lib/wiring/read';
import { reading, required } from '../session/reading';
import { type Hub, iamOfHub } from '../sts/hub';
import { readRole } from './read';

/** What decides who may assume a role, and for how long. */
export type RoleFacts = {
  /** As IAM has it: the same name at another path is another role. */
  arn: string;
  uniqueId: string;
  /** ISO time. */
  createdAt: string;
  trustPolicy: string;
  maxSessionSeconds: number;
};

/** Who reads: a session of some connection, or the hub. */
export type RoleReader = { iam: IAMClient; principalArn: string };

/** The role of that name in the reader's account; `absent` when there is none. */
export async function readRoleFacts(reader: RoleReader, roleArn: string): Promise<Read<RoleFacts>> {
  return reading({ principalArn: reader.principalArn }, 'iam:GetRole', roleArn, async () => {
    const { Role } = await reader.iam.send(new GetRoleCommand({ RoleName: roleName(roleArn) }));
    const role = required(Role, 'Role');
    return {
      arn: required(role.Arn, 'Arn'),
      uniqueId: role.RoleId ?? '',
      createdAt: role.CreateDate?.toISOString() ?? '',
      trustPolicy: decodeURIComponent(required(role.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument')),
      maxSessionSeconds: role.MaxSessionDuration ?? 3600,
    };
  });
}

export function hubAsReader(hub: Hub, sandbox: boolean, region: string): RoleReader {
  return { iam: iamOfHub(sandbox, region), principalArn: hub.arn };
}

/** The role that the hub's session was made from, with its policies; `null` where the hub is no role, or its path is unknown. */
export async function readHubRole(hub: Hub, sandbox: boolean, region: string): Promise<RoleEvidence | null> {
  const [roleArn, ...others] = hub.principals;
  if (!hub.isRole || roleArn === undefined || others.length > 0) return null;
  return readRole({ ...hubAsReader(hub, sandbox, region), connection: { sandbox, roleArn } }, roleArn);
}
