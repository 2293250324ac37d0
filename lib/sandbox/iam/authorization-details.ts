import type * as iam from '@aws-sdk/client-iam';
import type { Call, Operation } from '../service';
import { awsManagedPolicies } from './aws-managed';
import { encodeDocument } from './documents';
import { dateOf, tagList } from './entities';
import { managedPolicy } from './grants';
import { shape as policyShape } from './managed-policies';
import { page } from './page';
import { shape as roleShape } from './roles';
import { iamOf, type ManagedPolicy, type Role } from './state';

/** Roles and managed policies with all their documents. Users and groups are not among the practice accounts' details. */
export const getAccountAuthorizationDetails: Operation<
  iam.GetAccountAuthorizationDetailsRequest,
  iam.GetAccountAuthorizationDetailsResponse
> = {
  asks: () => [{ action: 'iam:GetAccountAuthorizationDetails', resource: '*' }],
  run: (input, call) => {
    const { roles, policies } = iamOf(call.world, call.accountId);
    const wanted = (kind: iam.EntityType) => !input.Filter?.length || input.Filter.includes(kind);
    const attached = new Set([...roles.values()].flatMap((role) => [...role.attached]));
    const entries: ({ role: Role } | { policy: ManagedPolicy })[] = [
      ...(wanted('Role') ? Array.from(roles.values(), (role) => ({ role })) : []),
      ...(wanted('LocalManagedPolicy') ? Array.from(policies.values(), (policy) => ({ policy })) : []),
      ...(wanted('AWSManagedPolicy') ? [...awsManagedPolicies.values()] : [])
        .filter(({ arn }) => attached.has(arn))
        .map((policy) => ({ policy })),
    ];
    const { items, position } = page(entries, input);
    return {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: items.flatMap((item) => ('role' in item ? [roleDetail(call, item.role)] : [])),
      Policies: items.flatMap((item) => ('policy' in item ? [policyDetail(call, item.policy)] : [])),
      ...position,
    };
  },
};

function roleDetail(call: Call, role: Role): iam.RoleDetail {
  const { Path, RoleName, RoleId, Arn, CreateDate, AssumeRolePolicyDocument, PermissionsBoundary } = roleShape(
    call.world,
    role,
  );
  const attached = [...role.attached].flatMap((arn) => managedPolicy(call.world, call.accountId, arn) ?? []);
  return {
    Path,
    RoleName,
    RoleId,
    Arn,
    CreateDate,
    AssumeRolePolicyDocument,
    PermissionsBoundary,
    InstanceProfileList: [],
    RolePolicyList: Array.from(role.inline, ([name, text]) => ({
      PolicyName: name,
      PolicyDocument: encodeDocument(text),
    })),
    AttachedManagedPolicies: attached.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
    Tags: tagList(role.tags),
  };
}

function policyDetail(call: Call, policy: ManagedPolicy): iam.ManagedPolicyDetail {
  const versions = Array.from(policy.versions, ([id, { document, createdAt }]) => ({
    VersionId: id,
    Document: encodeDocument(document),
    IsDefaultVersion: id === policy.defaultVersion,
    CreateDate: dateOf(createdAt),
  }));
  return { ...policyShape(call, policy), PolicyVersionList: versions };
}
