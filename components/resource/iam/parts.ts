import type { Role } from '@/lib/wiring/resource/iam';
import type { PartDrawing } from '../part-drawing';
import { RoleFact } from './role-fact';
import { RolePolicies } from './role-policies';

const role: PartDrawing<Role> = {
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

export const parts = { 'iam-role': role };
