import type { Clock } from '../clock';
import type { World } from '../world';
import { awsManagedPolicies } from './aws-managed';
import { propagate, seen } from './propagation';
import { iamOf, type ManagedPolicy, type Role, type RoleGrants } from './state';

/** Sends what a role may do now on its way to the rest of AWS. To be called after every change of a role. */
export function publish(role: Role, clock: Clock): void {
  const grants: RoleGrants = {
    trust: role.trust,
    inline: [...role.inline].map(([name, document]) => ({ name, document })),
    attached: [...role.attached],
    tags: { ...role.tags },
    maxSessionSeconds: role.maxSessionSeconds,
    ...(role.boundary === undefined ? {} : { boundary: role.boundary }),
  };
  propagate(role.grants, grants, clock);
}

/** A managed policy of the account or of AWS, `null` when there is none with this ARN. */
export function managedPolicy(world: World, accountId: string, arn: string): ManagedPolicy | null {
  return awsManagedPolicies.get(arn) ?? iamOf(world, accountId).policies.get(arn) ?? null;
}

/** The text of a managed policy that the rest of AWS goes by, `null` when the policy is gone. */
export function effectiveDocument(world: World, accountId: string, arn: string, clock: Clock): string | null {
  const policy = managedPolicy(world, accountId, arn);
  return policy && seen(policy.document, clock);
}
