import * as schemas from '@aws-sdk/client-iam';
import type { Service } from '../service';
import { getAccountAuthorizationDetails } from './authorization-details';
import { deleteRolePermissionsBoundary, putRolePermissionsBoundary } from './boundaries';
import { createPolicy, deletePolicy, getPolicy, listEntitiesForPolicy, listPolicies } from './managed-policies';
import { operator } from './operator';
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './policy-versions';
import {
  attachRolePolicy,
  deleteRolePolicy,
  detachRolePolicy,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
  putRolePolicy,
} from './role-policies';
import { listRoleTags, tagRole, untagRole } from './role-tags';
import { createRole, deleteRole, getRole, listRoles, updateAssumeRolePolicy, updateRole } from './roles';
import { getUser, listAccessKeys, listUsers } from './users';

export const iam: Service = {
  name: 'iam',
  protocol: 'awsQuery',
  schemas,
  throttleFault: 'Throttling',
  operations: {
    AttachRolePolicy: attachRolePolicy,
    CreatePolicy: createPolicy,
    CreatePolicyVersion: createPolicyVersion,
    CreateRole: createRole,
    DeletePolicy: deletePolicy,
    DeletePolicyVersion: deletePolicyVersion,
    DeleteRole: deleteRole,
    DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
    DeleteRolePolicy: deleteRolePolicy,
    DetachRolePolicy: detachRolePolicy,
    GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
    GetPolicy: getPolicy,
    GetPolicyVersion: getPolicyVersion,
    GetRole: getRole,
    GetRolePolicy: getRolePolicy,
    GetUser: getUser,
    ListAccessKeys: listAccessKeys,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    ListEntitiesForPolicy: listEntitiesForPolicy,
    ListPolicies: listPolicies,
    ListPolicyVersions: listPolicyVersions,
    ListRolePolicies: listRolePolicies,
    ListRoles: listRoles,
    ListRoleTags: listRoleTags,
    ListUsers: listUsers,
    PutRolePermissionsBoundary: putRolePermissionsBoundary,
    PutRolePolicy: putRolePolicy,
    SetDefaultPolicyVersion: setDefaultPolicyVersion,
    TagRole: tagRole,
    UntagRole: untagRole,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    UpdateRole: updateRole,
  },
  operator,
};
