import type { PrincipalEntry } from './document';
import type { Principal } from './question';
import { sessionUserId } from './request';

/**
 * How a `Principal` element names who asks. It decides which other policies still bind:
 * - `direct`: the user, the session, the service, or everybody;
 * - `role`: the role or user that a session was made from: boundary and session policies still bind;
 * - `account`: its account, which leaves the answer to the account's own policies.
 */
export type Naming = 'direct' | 'role' | 'account';

const RANK: Record<Naming, number> = { account: 1, role: 2, direct: 3 };
const ACCOUNT = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/;

/** The account that an entry stands for as a whole: `123456789012` and its root ARN are the same. */
export function accountNamed(entry: PrincipalEntry): string | null {
  if (entry.kind !== 'AWS') return null;
  const account = ACCOUNT.exec(entry.value)?.[1];
  return account !== undefined && (entry.value === account || entry.value.endsWith(':root')) ? account : null;
}

/** The strongest way in which one of these entries names the principal, `null` when none does. */
export function naming(entries: readonly PrincipalEntry[], principal: Principal): Naming | null {
  let strongest: Naming | null = null;
  for (const entry of entries) {
    const found = namedBy(entry, principal);
    if (found === 'direct') return found;
    if (found && (!strongest || RANK[found] > RANK[strongest])) strongest = found;
  }
  return strongest;
}

function namedBy(entry: PrincipalEntry, principal: Principal): Naming | null {
  if (entry.kind === '*') return 'direct';
  switch (entry.kind) {
    case 'AWS':
      return namedByAws(entry, principal);
    case 'Service':
      return principal.type === 'service' && entry.value === principal.name ? 'direct' : null;
    case 'Federated':
      return principal.type === 'federated' && entry.value === principal.arn ? 'direct' : null;
    case 'CanonicalUser':
      return idOf(principal) === entry.value ? 'direct' : null;
  }
}

function namedByAws(entry: PrincipalEntry, principal: Principal): Naming | null {
  if (entry.value === '*') return 'direct';
  if (principal.type === 'service' || principal.type === 'anonymous') return null;
  const account = accountNamed(entry);
  if (account !== null) return account === principal.accountId ? accountNaming(principal) : null;
  switch (principal.type) {
    case 'role':
      return entry.value === principal.arn || entry.value === principal.uniqueId ? 'role' : null;
    case 'session':
      return sessionNaming(entry.value, principal);
    case 'federated':
      if (entry.value === principal.arn) return 'direct';
      return entry.value === federatedUser(principal.arn) ? 'role' : null;
    default:
      return entry.value === principal.arn || entry.value === idOf(principal) ? 'direct' : null;
  }
}

function idOf(principal: Principal): string | undefined {
  return 'uniqueId' in principal ? principal.uniqueId : undefined;
}

/** The IAM user behind a session of GetFederationToken: its policies and the session's still bind. */
function federatedUser(sessionArn: string): string {
  return sessionArn.replace(':sts:', ':iam:').replace(':federated-user/', ':user/');
}

function accountNaming(principal: Principal): Naming | null {
  if (principal.type === 'root') return 'direct';
  return isProviderIdentity(principal) ? null : 'account';
}

function sessionNaming(value: string, principal: Principal & { type: 'session' }): Naming | null {
  if (value === principal.arn || (value.includes(':') && value === sessionUserId(principal))) return 'direct';
  return value === principal.roleArn || value === principal.uniqueId?.split(':')[0] ? 'role' : null;
}

/** Somebody whom an identity provider vouches for and who is in no account yet: the caller of AssumeRoleWith…. */
export function isProviderIdentity(principal: Principal): boolean {
  return principal.type === 'federated' && !principal.arn.includes(':federated-user/');
}

/** Roles that a service owns: neither SCPs nor RCPs bind them. */
export function isServiceLinked(principal: Principal): boolean {
  if (principal.type !== 'role' && principal.type !== 'session') return false;
  const roleArn = principal.type === 'role' ? principal.arn : principal.roleArn;
  return roleArn.includes(':role/aws-service-role/');
}
