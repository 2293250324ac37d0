import { RoleChoice } from './role-choice';

export const controls = { roleGrant: RoleChoice };
