import type { RoleGrant } from '@/lib/wiring/setting/access';

/** How the role may get its right. The first goes unsaid. */
export const roleGrants = ['managed', 'least'] as const satisfies readonly RoleGrant[];
