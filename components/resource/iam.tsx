import type { Role } from '@/lib/wiring/resource/iam';
import type { Drawing } from './drawing';
import { RoleChoice, roleGrants } from './iam/role-choice';
import { RoleFact } from './iam/role-fact';
import { RolePolicies } from './iam/role-policies';
import { principalIcon } from './icon';
import type { Question } from './question';

const role: Drawing<Role> = {
  icon: principalIcon,
  what: 'role',
  reads: ({ role, attached, inline, boundary }) => [
    ['role', role],
    ['attached', attached],
    ['inline', inline],
    ['boundary', boundary],
  ],
  Facts: RoleFact,
  Policies: RolePolicies,
  policiesTitle: 'wire.policies.identity',
};

export const drawings = { 'iam-role': role };

const granted: Question = {
  parameter: 'grant',
  step: 'settings',
  answers: roleGrants,
  Control: RoleChoice,
};

export const questions = { roleGrant: granted };
