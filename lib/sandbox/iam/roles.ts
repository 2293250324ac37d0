import type * as iam from '@aws-sdk/client-iam';
import { Fault, type Operation } from '../service';
import type { World } from '../world';
import { checkTrust, encodeDocument } from './documents';
import { dateOf, listAsk, noSuchEntity, requestTags, required, roleAsk, tagList, tagRecord, theRole } from './entities';
import { managedPolicy, publish } from './grants';
import { checkName, checkPath } from './names';
import { page } from './page';
import { showPrincipals, storePrincipals } from './principals';
import { propagating } from './propagation';
import { iamOf, type Role } from './state';
import { uniqueId } from './unique-id';

export const createRole: Operation<iam.CreateRoleRequest, iam.CreateRoleResponse> = {
  asks: ({ RoleName, Path = '/', Tags, PermissionsBoundary }, call) => [
    {
      action: 'iam:CreateRole',
      resource: `arn:aws:iam::${call.accountId}:role${Path}${RoleName}`,
      shown: `arn:aws:iam::${call.accountId}:role${Path}${RoleName}`,
      context: {
        ...requestTags(Tags),
        ...(PermissionsBoundary ? { 'iam:PermissionsBoundary': PermissionsBoundary } : {}),
      },
    },
  ],
  run: (input, call) => {
    const { world, clock, accountId } = call;
    const name = checkName('roleName', input.RoleName, 64);
    const path = checkPath(input.Path);
    const { roles } = iamOf(world, accountId);
    if (roles.has(name.toLowerCase())) {
      throw new Fault('EntityAlreadyExistsException', `Role with name ${name} already exists.`, 409);
    }
    const trust = required('assumeRolePolicyDocument', input.AssumeRolePolicyDocument);
    checkTrust(world, clock, trust);
    const boundary = input.PermissionsBoundary;
    if (boundary !== undefined && !managedPolicy(world, accountId, boundary)) {
      throw noSuchEntity(`Scope ARN: ${boundary} does not exist or is not attachable.`);
    }
    const role: Role = {
      name,
      path,
      id: uniqueId('AROA'),
      arn: `arn:aws:iam::${accountId}:role${path}${name}`,
      createdAt: clock.now(),
      maxSessionSeconds: checkMaxSession(input.MaxSessionDuration),
      tags: tagRecord(input.Tags),
      trust: storePrincipals(world, trust),
      inline: new Map(),
      attached: new Set(),
      grants: propagating<Role['grants']['seen']>(null),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(boundary === undefined ? {} : { boundary }),
    };
    roles.set(name.toLowerCase(), role);
    publish(role, clock);
    return { Role: { ...shape(world, role), ...tagsOf(role) } };
  },
};

export const getRole: Operation<iam.GetRoleRequest, iam.GetRoleResponse> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'GetRole', RoleName),
  run: ({ RoleName }, call) => {
    const role = theRole(call, RoleName);
    const used = role.lastUsed && { LastUsedDate: dateOf(role.lastUsed.at), Region: role.lastUsed.region };
    return { Role: { ...shape(call.world, role), ...tagsOf(role), RoleLastUsed: used ?? {} } };
  },
};

export const listRoles: Operation<iam.ListRolesRequest, iam.ListRolesResponse> = {
  asks: ({ PathPrefix }, call) => listAsk(call, 'ListRoles', 'role', PathPrefix),
  run: (input, { world, accountId }) => {
    const prefix = input.PathPrefix ?? '/';
    const roles = [...iamOf(world, accountId).roles.values()].filter(({ path }) => path.startsWith(prefix));
    roles.sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, position } = page(roles, input);
    return { Roles: items.map((role) => shape(world, role)), ...position };
  },
};

export const deleteRole: Operation<iam.DeleteRoleRequest, object> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'DeleteRole', RoleName),
  run: ({ RoleName }, call) => {
    const role = theRole(call, RoleName);
    const conflict = (what: string) =>
      new Fault('DeleteConflictException', `Cannot delete entity, must ${what} first.`, 409);
    if (role.attached.size > 0) throw conflict('detach all policies');
    if (role.inline.size > 0) throw conflict('delete policies');
    iamOf(call.world, call.accountId).roles.delete(role.name.toLowerCase());
    return {};
  },
};

export const updateAssumeRolePolicy: Operation<iam.UpdateAssumeRolePolicyRequest, object> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'UpdateAssumeRolePolicy', RoleName),
  run: ({ RoleName, PolicyDocument }, call) => {
    const role = theRole(call, RoleName);
    const trust = required('policyDocument', PolicyDocument);
    checkTrust(call.world, call.clock, trust);
    role.trust = storePrincipals(call.world, trust);
    publish(role, call.clock);
    return {};
  },
};

export const updateRole: Operation<iam.UpdateRoleRequest, object> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'UpdateRole', RoleName),
  run: ({ RoleName, Description, MaxSessionDuration }, call) => {
    const role = theRole(call, RoleName);
    if (Description !== undefined) role.description = Description;
    role.maxSessionSeconds = checkMaxSession(MaxSessionDuration);
    publish(role, call.clock);
    return {};
  },
};

/** A role as IAM's answers show it. */
export function shape(world: World, role: Role): iam.Role {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: dateOf(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(showPrincipals(world, role.trust)),
    MaxSessionDuration: role.maxSessionSeconds,
    Description: role.description,
    PermissionsBoundary: role.boundary
      ? {
          PermissionsBoundaryType: 'Policy' as iam.PermissionsBoundaryAttachmentType,
          PermissionsBoundaryArn: role.boundary,
        }
      : undefined,
  };
}

function tagsOf(role: Role): { Tags?: iam.Tag[] } {
  const tags = tagList(role.tags);
  return tags.length > 0 ? { Tags: tags } : {};
}

function checkMaxSession(seconds = 3600): number {
  if (seconds >= 3600 && seconds <= 43_200) return seconds;
  const edge = seconds < 3600 ? 'greater than or equal to 3600' : 'less than or equal to 43200';
  const message = `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value ${edge}`;
  throw new Fault('ValidationError', message);
}
