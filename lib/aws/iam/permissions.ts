import type { Permissions } from '../permission';
import { executionPolicy, functionRole, ownRole, role } from './things';

const attached = { ArnEquals: { 'iam:PolicyARN': executionPolicy } } as const;

export const permissions = {
  reads: [
    { action: 'iam:GetRole', on: role, group: 'RolesForDiagnosis' },
    { action: 'iam:ListAttachedRolePolicies', on: role, group: 'RolesForDiagnosis' },
    { action: 'iam:ListRolePolicies', on: role, group: 'RolesForDiagnosis' },
    { action: 'iam:GetRolePolicy', on: role, group: 'RolesForDiagnosis' },
    { action: 'iam:GetPolicy', on: role, group: 'RolesForDiagnosis' },
    { action: 'iam:GetPolicyVersion', on: role, group: 'RolesForDiagnosis' },
  ],
  writes: [
    { action: 'iam:AttachRolePolicy', on: functionRole, group: 'AttachOneManagedPolicy', condition: attached },
    { action: 'iam:DetachRolePolicy', on: functionRole, group: 'AttachOneManagedPolicy', condition: attached },
    { action: 'iam:PutRolePolicy', on: functionRole, group: 'InlinePolicies' },
    { action: 'iam:DeleteRolePolicy', on: functionRole, group: 'InlinePolicies' },
  ],
  limits: [
    { action: 'iam:AttachRolePolicy', on: ownRole, group: 'NeverItself' },
    { action: 'iam:DetachRolePolicy', on: ownRole, group: 'NeverItself' },
    { action: 'iam:PutRolePolicy', on: ownRole, group: 'NeverItself' },
    { action: 'iam:DeleteRolePolicy', on: ownRole, group: 'NeverItself' },
  ],
  context: { 'iam:PolicyARN': executionPolicy },
} as const satisfies Permissions;
