import type * as iam from '@aws-sdk/client-iam';
import { type Call, Fault, type Operation } from '../service';
import { awsManagedPolicies } from './aws-managed';
import { checkIdentityPolicy, limitExceeded, sizeOf } from './documents';
import { dateOf, listAsk, policyAsk, requestTags, required, tagList, tagRecord, thePolicy } from './entities';
import { checkName, checkPath } from './names';
import { page } from './page';
import { propagating } from './propagation';
import { iamOf, type ManagedPolicy } from './state';
import { uniqueId } from './unique-id';

const managedCharactersAtMost = 6_144;

export const createPolicy: Operation<iam.CreatePolicyRequest, iam.CreatePolicyResponse> = {
  asks: ({ PolicyName, Path = '/', Tags }, call) => {
    const resource = `arn:aws:iam::${call.accountId}:policy${Path}${PolicyName}`;
    return [{ action: 'iam:CreatePolicy', resource, shown: `policy ${PolicyName}`, context: requestTags(Tags) }];
  },
  run: (input, call) => {
    const name = checkName('policyName', input.PolicyName, 128);
    const path = checkPath(input.Path);
    const document = required('policyDocument', input.PolicyDocument);
    const arn = `arn:aws:iam::${call.accountId}:policy${path}${name}`;
    const { policies } = iamOf(call.world, call.accountId);
    for (const other of policies.values()) {
      if (other.name.toLowerCase() !== name.toLowerCase()) continue;
      const message = `A policy called ${name} already exists. Duplicate names are not allowed.`;
      throw new Fault('EntityAlreadyExistsException', message, 409);
    }
    checkManaged(document);
    const now = call.clock.now();
    const policy: ManagedPolicy = {
      name,
      path,
      id: uniqueId('ANPA'),
      arn,
      createdAt: now,
      updatedAt: now,
      tags: tagRecord(input.Tags),
      versions: new Map([['v1', { document, createdAt: now }]]),
      defaultVersion: 'v1',
      nextVersion: 2,
      document: propagating(document),
      ...(input.Description === undefined ? {} : { description: input.Description }),
    };
    policies.set(arn, policy);
    return { Policy: shape(call, policy) };
  },
};

export const getPolicy: Operation<iam.GetPolicyRequest, iam.GetPolicyResponse> = {
  asks: ({ PolicyArn }, call) => policyAsk(call, 'GetPolicy', PolicyArn),
  run: ({ PolicyArn }, call) => {
    const policy = thePolicy(call, PolicyArn);
    return { Policy: { ...shape(call, policy), Description: policy.description, Tags: tagList(policy.tags) } };
  },
};

export const listPolicies: Operation<iam.ListPoliciesRequest, iam.ListPoliciesResponse> = {
  asks: ({ PathPrefix }, call) => listAsk(call, 'ListPolicies', 'policy', PathPrefix),
  run: (input, call) => {
    const own = [...iamOf(call.world, call.accountId).policies.values()];
    const every = { Local: own, AWS: [...awsManagedPolicies.values()], All: [...own, ...awsManagedPolicies.values()] };
    const shapes = every[input.Scope ?? 'All']
      .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
      .map((policy) => shape(call, policy))
      .filter(({ AttachmentCount = 0 }) => !input.OnlyAttached || AttachmentCount > 0);
    const { items, position } = page(shapes, input);
    return { Policies: items, ...position };
  },
};

export const deletePolicy: Operation<iam.DeletePolicyRequest, object> = {
  asks: ({ PolicyArn }, call) => policyAsk(call, 'DeletePolicy', PolicyArn),
  run: ({ PolicyArn }, call) => {
    const policy = thePolicy(call, PolicyArn);
    checkOwn(policy);
    const conflict = (message: string) => new Fault('DeleteConflictException', message, 409);
    const { attached, bounded } = uses(call, policy.arn);
    if (attached.length + bounded > 0) throw conflict('Cannot delete a policy attached to entities.');
    if (policy.versions.size > 1) {
      throw conflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    iamOf(call.world, call.accountId).policies.delete(policy.arn);
    return {};
  },
};

export const listEntitiesForPolicy: Operation<iam.ListEntitiesForPolicyRequest, iam.ListEntitiesForPolicyResponse> = {
  asks: ({ PolicyArn }, call) => policyAsk(call, 'ListEntitiesForPolicy', PolicyArn),
  run: (input, call) => {
    const { arn } = thePolicy(call, input.PolicyArn);
    const { items, position } = page(uses(call, arn).attached, input);
    const roles = items.flatMap((entity) => (entity.kind === 'role' ? [entity] : []));
    const users = items.flatMap((entity) => (entity.kind === 'user' ? [entity] : []));
    return {
      PolicyGroups: [],
      PolicyRoles: roles.map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      PolicyUsers: users.map(({ name, id }) => ({ UserName: name, UserId: id })),
      ...position,
    };
  },
};

export function checkManaged(document: string): void {
  checkIdentityPolicy(document);
  if (sizeOf(document) > managedCharactersAtMost) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${managedCharactersAtMost}`);
  }
}

/** What AWS manages can be read and attached, never changed. */
export function checkOwn(policy: ManagedPolicy): void {
  if (!policy.arn.startsWith('arn:aws:iam::aws:')) return;
  throw new Fault('AccessDenied', `Policy ${policy.arn} is an AWS managed policy and cannot be modified.`, 403);
}

/** A policy as IAM's answers show it. */
export function shape(call: Call, policy: ManagedPolicy): iam.Policy {
  const { attached, bounded } = uses(call, policy.arn);
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attached.length,
    PermissionsBoundaryUsageCount: bounded,
    IsAttachable: true,
    CreateDate: dateOf(policy.createdAt),
    UpdateDate: dateOf(policy.updatedAt),
  };
}

function uses(call: Call, arn: string) {
  const { roles, users } = iamOf(call.world, call.accountId);
  const entities = [
    ...Array.from(roles.values(), (role) => ({ ...role, kind: 'role' as const })),
    ...Array.from(users.values(), (user) => ({ ...user, kind: 'user' as const })),
  ];
  const bounded = [...roles.values()].filter(({ boundary }) => boundary === arn).length;
  return { attached: entities.filter(({ attached }) => attached.has(arn)), bounded };
}
