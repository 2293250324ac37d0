import type { PrincipalEntry } from './document';
import type { Principal } from './question';
import { isFederatedUser, sessionUserId } from './request';
import { both, either, type Truth } from './truth';

/**
 * How a `Principal` element names who asks. It decides which other policies still bind:
 * - `direct`: the user, the session, the service, or everybody;
 * - `role`: the role or user that a session was made from: boundary and session policies still bind;
 * - `account`: its account, which leaves the answer to the account's own policies.
 */
export type Naming = 'direct' | 'role' | 'account';

/** Whether an element names who asks, in each way. A role stands for its sessions, whose names nobody knows. */
export type Named = Readonly<Record<Naming, Truth>>;

export const NOT_NAMED: Named = { direct: false, role: false, account: false };
export const NAMED: Readonly<Record<Naming, Named>> = {
  direct: { ...NOT_NAMED, direct: true },
  role: { ...NOT_NAMED, role: true },
  account: { ...NOT_NAMED, account: true },
};
const MAYBE: Named = { ...NOT_NAMED, direct: null };

export function isNamed({ direct, role, account }: Named): Truth {
  return either(direct, either(role, account));
}

/** The way that binds least of those that are certain, or else of those that may be. */
export function strongest(named: Named): Naming | null {
  const ways: Naming[] = ['direct', 'role', 'account'];
  return ways.find((way) => named[way]) ?? ways.find((way) => named[way] === null) ?? null;
}

const ACCOUNT = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/;

/** What STS takes as a session's name: no wildcard is one. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

const ACCOUNT_LENGTH = 12;

/** The account that an entry stands for as a whole: `123456789012` and its root ARN are the same. */
export function accountNamed(entry: PrincipalEntry): string | null {
  if (entry.kind !== 'AWS' || (entry.value.length !== ACCOUNT_LENGTH && !entry.value.endsWith(':root'))) return null;
  return ACCOUNT.exec(entry.value)?.[1] ?? null;
}

/** How these entries name the principal. */
export function naming(entries: readonly PrincipalEntry[], principal: Principal): Named {
  let named = NOT_NAMED;
  for (const entry of entries) {
    const found = namedBy(entry, principal);
    if (named === NOT_NAMED) named = found;
    else if (found !== NOT_NAMED && found !== named) named = joined(named, found);
  }
  return named;
}

function joined(one: Named, other: Named): Named {
  return {
    direct: either(one.direct, other.direct),
    role: either(one.role, other.role),
    account: either(one.account, other.account),
  };
}

/**
 * Whether a `NotPrincipal` of a Deny spares the principal. AWS asks of the account, of the role or user, and of the
 * session, each by itself: one that is not listed is denied, and with it whoever it stands for.
 */
export function spared(entries: readonly PrincipalEntry[], principal: Principal): Truth {
  if (entries.some(({ kind, value }) => kind === '*' || (kind === 'AWS' && value === '*'))) return true;
  const named = naming(entries, principal);
  return levelsOf(principal).reduce<Truth>((sum, level) => both(sum, named[level]), true);
}

function levelsOf(principal: Principal): readonly Naming[] {
  switch (principal.type) {
    case 'role':
    case 'session':
      return ['account', 'role', 'direct'];
    case 'federated':
      return isProviderIdentity(principal) ? ['direct'] : ['account', 'role', 'direct'];
    case 'user':
      return ['account', 'direct'];
    case 'root':
    case 'service':
    case 'anonymous':
      return ['direct'];
  }
}

function namedBy(entry: PrincipalEntry, principal: Principal): Named {
  switch (entry.kind) {
    case '*':
      return NAMED.direct;
    case 'AWS':
      return namedByAws(entry, principal);
    case 'Service':
      return principal.type === 'service' && entry.value === principal.name ? NAMED.direct : NOT_NAMED;
    case 'Federated':
      return principal.type === 'federated' && entry.value === principal.arn ? NAMED.direct : NOT_NAMED;
    case 'CanonicalUser':
      return canonicalNaming(principal);
  }
}

/** A canonical user id stands for an account; which one, nothing that is read tells. */
function canonicalNaming(principal: Principal): Named {
  const named = principal.type === 'service' || principal.type === 'anonymous' ? NOT_NAMED : accountNaming(principal);
  if (named === NAMED.direct) return MAYBE;
  return named === NAMED.account ? { ...NOT_NAMED, account: null } : NOT_NAMED;
}

function namedByAws(entry: PrincipalEntry, principal: Principal): Named {
  if (entry.value === '*') return NAMED.direct;
  if (principal.type === 'service' || principal.type === 'anonymous') return NOT_NAMED;
  const account = accountNamed(entry);
  if (account !== null) return account === principal.accountId ? accountNaming(principal) : NOT_NAMED;
  switch (principal.type) {
    case 'role':
      return roleNaming(entry.value, principal);
    case 'session':
      return sessionNaming(entry.value, principal);
    case 'federated':
      if (entry.value === principal.arn) return NAMED.direct;
      return entry.value === federatedUser(principal.arn) ? NAMED.role : NOT_NAMED;
    default:
      return entry.value === principal.arn || entry.value === idOf(principal) ? NAMED.direct : NOT_NAMED;
  }
}

function idOf(principal: Principal): string | undefined {
  return 'uniqueId' in principal ? principal.uniqueId : undefined;
}

/** The IAM user behind a session of GetFederationToken: its policies and the session's still bind. */
function federatedUser(sessionArn: string): string {
  return sessionArn.replace(':sts:', ':iam:').replace(':federated-user/', ':user/');
}

function accountNaming(principal: Principal): Named {
  if (principal.type === 'root') return NAMED.direct;
  return isProviderIdentity(principal) ? NOT_NAMED : NAMED.account;
}

function sessionNaming(value: string, principal: Principal & { type: 'session' }): Named {
  if (value === principal.arn || (value.includes(':') && value === sessionUserId(principal))) return NAMED.direct;
  return value === principal.roleArn || value === principal.uniqueId?.split(':')[0] ? NAMED.role : NOT_NAMED;
}

/** A statement for one session of the role may be for the one that asks. */
function roleNaming(value: string, { arn, accountId, uniqueId }: Principal & { type: 'role' }): Named {
  if (value === arn || value === uniqueId) return NAMED.role;
  if (uniqueId !== undefined && value.startsWith(`${uniqueId}:`)) {
    return SESSION_NAME.test(value.slice(uniqueId.length + 1)) ? MAYBE : NOT_NAMED;
  }
  const [, partition] = arn.split(':');
  const sessions = `arn:${partition}:sts::${accountId}:assumed-role/${arn.split('/').at(-1)}/`;
  return value.startsWith(sessions) && SESSION_NAME.test(value.slice(sessions.length)) ? MAYBE : NOT_NAMED;
}

/** Somebody whom an identity provider vouches for and who is in no account yet: the caller of AssumeRoleWith…. */
export function isProviderIdentity(principal: Principal): boolean {
  return principal.type === 'federated' && !isFederatedUser(principal);
}

/** Roles that a service owns: neither SCPs nor RCPs bind them. */
export function isServiceLinked(principal: Principal): boolean {
  if (principal.type !== 'role' && principal.type !== 'session') return false;
  const roleArn = principal.type === 'role' ? principal.arn : principal.roleArn;
  return roleArn.includes(':role/aws-service-role/');
}
