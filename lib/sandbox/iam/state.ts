import { stateOf, statesOf, type World } from '../world';
import type { Propagating } from './propagation';

/** What the rest of AWS knows of a role. Documents are in their stored form (see `principals.ts`). */
export type RoleGrants = {
  trust: string;
  inline: { name: string; document: string }[];
  attached: string[];
  boundary?: string;
  tags: Record<string, string>;
  maxSessionSeconds: number;
};

export type Role = {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAt: number;
  description?: string;
  maxSessionSeconds: number;
  tags: Record<string, string>;
  trust: string;
  inline: Map<string, string>;
  attached: Set<string>;
  boundary?: string;
  lastUsed?: { at: number; region: string };
  /** `null` while the role itself has not arrived everywhere. */
  grants: Propagating<RoleGrants | null>;
};

export type User = {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAt: number;
  tags: Record<string, string>;
  inline: Map<string, string>;
  attached: Set<string>;
  keys: Map<string, { secret: string; createdAt: number }>;
};

export type ManagedPolicy = {
  name: string;
  path: string;
  id: string;
  arn: string;
  description?: string;
  createdAt: number;
  updatedAt: number;
  tags: Record<string, string>;
  versions: Map<string, { document: string; createdAt: number }>;
  defaultVersion: string;
  nextVersion: number;
  /** The default version's document as the rest of AWS sees it. */
  document: Propagating<string>;
};

/** IAM of one account. Names are unique without regard to case, so they are kept in lower case. */
export type IamState = { roles: Map<string, Role>; users: Map<string, User>; policies: Map<string, ManagedPolicy> };

export function iamOf(world: World, accountId: string): IamState {
  return stateOf<IamState>(world, 'iam', accountId, '-', () => ({
    roles: new Map(),
    users: new Map(),
    policies: new Map(),
  }));
}

/** The role that an ARN names, with its account. Paths and case count, as they do in AWS. */
export function roleByArn(world: World, arn: string): { accountId: string; role: Role } | null {
  const match = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn);
  const [, accountId, name] = match ?? [];
  if (!accountId || !name || !world.accounts.has(accountId)) return null;
  const role = iamOf(world, accountId).roles.get(name.toLowerCase());
  return role?.arn === arn ? { accountId, role } : null;
}

/** The role or user that a unique identifier (`AROA…`, `AIDA…`) stands for, `null` when it is gone. */
export function entityById(world: World, id: string): Role | User | null {
  for (const { state } of statesOf<IamState>(world, 'iam')) {
    for (const role of state.roles.values()) if (role.id === id) return role;
    for (const user of state.users.values()) if (user.id === id) return user;
  }
  return null;
}
