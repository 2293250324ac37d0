import type { Read } from '@/lib/wiring/read';
import type { Role } from '@/lib/wiring/resource/iam';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import { reading } from '../session/reading';
import type { Caller } from '../session/session';
import { type Hub, hubCaller } from '../sts/hub';
import { describedRole, readRole } from './read';

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

/** The role of that name in the reader's account; `absent` when there is none. */
export async function readRoleFacts(reader: Caller, roleArn: string): Promise<Read<RoleFacts>> {
  const { principalArn } = reader;
  return reading({ principalArn }, 'iam:GetRole', roleArn, () => describedRole(reader, roleName(roleArn)));
}

/** The role that the hub's session was made from, with its policies; `null` where the hub is no role, or its path is unknown. */
export async function readHubRole(hub: Hub, sandbox: boolean, region: string): Promise<Role | null> {
  const [roleArn, ...others] = hub.principals;
  if (!hub.isRole || roleArn === undefined || others.length > 0) return null;
  return readRole({ ...hubCaller(hub, sandbox, region), connection: { sandbox, roleArn } }, roleArn);
}
