import type { GrantConstraints } from '@aws-sdk/client-kms';
import type { Clock } from '../clock';
import { seen } from '../iam/propagation';
import type { Grant, Key } from './key';

export type EncryptionContext = Readonly<Record<string, string>>;

/** What a request shows that grants are held against. */
export type Shown = { encryptionContext?: EncryptionContext; grantTokens?: readonly string[] };

/** Operations that constraints say nothing about: they have no encryption context. */
const unconstrained = ['DescribeKey', 'RetireGrant', 'CreateGrant'];

/** The grants that let their grantee perform `operation` now. */
export function grantsFor(
  key: Key,
  operation: string,
  { encryptionContext, grantTokens }: Shown,
  clock: Clock,
): Grant[] {
  const shown = (grantTokens ?? []).map(openToken);
  return [...key.grants.values()].filter(
    (grant) =>
      grant.operations.some((one) => one === operation) &&
      (seen(grant.effective, clock) || (!grant.withdrawn && shown.includes(grant.id))) &&
      (unconstrained.includes(operation) || fits(grant.constraints, encryptionContext ?? {})),
  );
}

/** Whether an encryption context is one that the constraints of a grant let through. Case counts. */
export function fits(constraints: GrantConstraints | undefined, context: EncryptionContext): boolean {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints ?? {};
  const holds = (pairs: EncryptionContext) => Object.entries(pairs).every(([name, value]) => context[name] === value);
  if (equals && Object.keys(equals).length !== Object.keys(context).length) return false;
  return holds(equals ?? {}) && holds(subset ?? {});
}

/** Lets a grant be used before it has arrived everywhere. Not a secret: it only tells which grant is meant. */
export function grantToken(grant: Grant, key: Key): string {
  return Buffer.from(JSON.stringify([grant.id, key.arn])).toString('base64');
}

/** The id of the grant that a token stands for. */
export function openToken(token: string): string | null {
  return tokenFields(token)?.[0] ?? null;
}

export function tokenKeyArn(token: string): string | null {
  return tokenFields(token)?.[1] ?? null;
}

function tokenFields(token: string): [string, string] | null {
  try {
    const fields: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    if (!Array.isArray(fields)) return null;
    const [id, arn] = fields as unknown[];
    return typeof id === 'string' && typeof arn === 'string' ? [id, arn] : null;
  } catch {
    return null;
  }
}
