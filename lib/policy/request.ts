import type { Principal, Question } from './question';
import { ResourceName } from './resource-pattern';

/**
 * What a request carries under a condition key: its values in order, `absent`, a value of which only the beginning is
 * known, or `unknown` where nobody can say whether it carries the key at all.
 */
export type Given = readonly string[] | 'absent' | 'unknown' | { startsWith: string };

/** Whether the value, or even the presence, is not known. */
export function isOpen(given: Given): given is 'unknown' | { startsWith: string } {
  return given !== 'absent' && !Array.isArray(given);
}

/** A question made ready for asking: names in one case, condition keys by name, derived keys filled in. */
export class Request {
  readonly question: Question;
  readonly action: string;
  readonly resource: ResourceName;
  private given: Map<string, readonly string[]> | null = null;

  constructor(question: Question) {
    this.question = question;
    this.action = question.action.toLowerCase();
    this.resource = new ResourceName(question.resource.arn);
  }

  /** What the request carries under a key, which is in lower case. */
  lookup(key: string): Given {
    this.given ??= givenKeys(this.question);
    const values = this.given.get(key);
    if (values) return values.length > 0 ? values : 'absent';
    const derived = derive(key, this.question);
    if (typeof derived === 'string') return [derived];
    if (derived !== undefined) return derived ?? 'absent';
    return this.question.contextComplete || this.isWhole(key) ? 'absent' : 'unknown';
  }

  private isWhole(key: string): boolean {
    return this.question.whole?.some((start) => key.startsWith(start.toLowerCase())) ?? false;
  }
}

function givenKeys(question: Question): Map<string, readonly string[]> {
  const given = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(question.context)) {
    given.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return given;
}

/** What follows from the question: a value, some of it, `null` for what such a request never carries. */
type Derived = string | { startsWith: string } | null;

const SOME_VALUE: Derived = { startsWith: '' };

/** Keys that a service sends when it calls for itself, and nobody else: not the session of a role that it acts as. */
const OF_SERVICES_ONLY: ReadonlySet<string> = new Set([
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:principalservicename',
  'aws:principalservicenameslist',
]);

/** Keys that AWS puts into every request. */
const ALWAYS: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:useragent',
  'aws:viaawsservice',
]);

/** Keys of who belongs to an account: services and anonymous callers belong to none. */
const OF_ACCOUNTS = /^aws:(?:principalorgid$|principalorgpaths$|principaltag\/|tokenissuetime$|federatedprovider$)/;

/**
 * Keys that follow from who asks for what, as AWS's tables of principal key values and of availability give them.
 * `undefined` is "does not follow".
 */
function derive(key: string, question: Question): Derived | undefined {
  const { principal, resource } = question;
  switch (key) {
    case 'aws:principalarn':
      return principalArn(principal);
    case 'aws:principalaccount':
      return principal.type === 'anonymous' ? 'anonymous' : accountOf(principal);
    case 'aws:principaltype':
      return PRINCIPAL_TYPES[principal.type];
    case 'aws:principalisawsservice':
      return principal.type === 'anonymous' ? null : String(principal.type === 'service');
    case 'aws:userid':
      return userId(principal);
    case 'aws:username':
      return principal.type === 'user' ? (principal.arn.split('/').at(-1) ?? null) : null;
    case 'aws:resourceaccount':
      return resource.accountId === '' ? undefined : resource.accountId;
    case 'kms:calleraccount':
      return question.action.toLowerCase().startsWith('kms:') ? accountOf(principal) : undefined;
    default:
      return availability(key, question);
  }
}

function availability(key: string, { principal, action, contextComplete }: Question): Derived | undefined {
  if (OF_SERVICES_ONLY.has(key)) {
    if (principal.type !== 'service') return null;
    return key === 'aws:principalservicename' ? principal.name : undefined;
  }
  if (contextComplete) return undefined;
  if (ALWAYS.has(key)) return SOME_VALUE;
  // Whoever assumes a role names the session.
  if (key === 'sts:rolesessionname' && action.toLowerCase().startsWith('sts:assumerole')) return SOME_VALUE;
  if (!OF_ACCOUNTS.test(key)) return undefined;
  if (principal.type === 'service' || principal.type === 'anonymous') return null;
  const isSession = principal.type === 'role' || principal.type === 'session' || isFederatedUser(principal);
  return key === 'aws:tokenissuetime' && isSession ? SOME_VALUE : undefined;
}

const PRINCIPAL_TYPES: Record<Principal['type'], string | null> = {
  role: 'AssumedRole',
  session: 'AssumedRole',
  user: 'User',
  root: 'Account',
  federated: 'FederatedUser',
  anonymous: 'Anonymous',
  service: null,
};

export function accountOf(principal: Principal): string | null {
  return principal.type === 'service' || principal.type === 'anonymous' ? null : principal.accountId;
}

/** For a session, the role's ARN: AWS compares `aws:PrincipalArn` with the role and never with the session. */
function principalArn(principal: Principal): string | null {
  if (principal.type === 'service' || principal.type === 'anonymous') return null;
  return principal.type === 'session' ? principal.roleArn : principal.arn;
}

function userId(principal: Principal): Derived | undefined {
  switch (principal.type) {
    case 'root':
      return principal.accountId;
    case 'user':
      return principal.uniqueId ?? SOME_VALUE;
    case 'session':
      return sessionUserId(principal) ?? SOME_VALUE;
    case 'role':
      return { startsWith: principal.uniqueId === undefined ? '' : `${principal.uniqueId}:` };
    case 'federated':
      return isFederatedUser(principal) ? `${principal.accountId}:${principal.arn.split('/').at(-1)}` : undefined;
    case 'service':
    case 'anonymous':
      return null;
  }
}

/** The session of GetFederationToken, and not somebody whom an identity provider vouches for. */
export function isFederatedUser(principal: Principal): boolean {
  return principal.type === 'federated' && principal.arn.includes(':federated-user/');
}

/** `AROA…:session-name`, from a unique id with or without the session's name. */
export function sessionUserId(principal: Principal & { type: 'session' }): string | undefined {
  const id = principal.uniqueId;
  if (id === undefined || id.includes(':')) return id;
  return `${id}:${principal.arn.split('/').at(-1)}`;
}
