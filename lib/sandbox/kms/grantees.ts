import { randomUUID } from 'node:crypto';
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
  const shown = (grantTokens ?? []).map((token) => openToken(token)?.grantId);
  return [...key.grants.values()].filter(
    (grant) =>
      grant.operations.some((one) => one === operation) &&
      (seen(grant.effective, clock) || (!grant.withdrawn && shown.includes(grant.id))) &&
      (unconstrained.includes(operation) || fits(grant.constraints, encryptionContext ?? {})),
  );
}

/** Whether an encryption context is one that the constraints of a grant let through. Case counts. */
function fits(constraints: GrantConstraints | undefined, context: EncryptionContext): boolean {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset, SourceArn } = constraints ?? {};
  // Nothing in the practice accounts asks on behalf of a resource.
  if (SourceArn !== undefined) return false;
  const holds = (pairs: EncryptionContext) => Object.entries(pairs).every(([name, value]) => context[name] === value);
  if (equals && Object.keys(equals).length !== Object.keys(context).length) return false;
  return holds(equals ?? {}) && holds(subset ?? {});
}

/** Whether the constraints of a grant that a grantee makes in turn are at least as strict as those of its own grant. */
export function noLooser(made: GrantConstraints | undefined, own: GrantConstraints | undefined): boolean {
  if (own?.SourceArn !== undefined && made?.SourceArn !== own.SourceArn) return false;
  if (own?.EncryptionContextEquals && !made?.EncryptionContextEquals) return false;
  return fits({ ...own, SourceArn: undefined }, { ...made?.EncryptionContextSubset, ...made?.EncryptionContextEquals });
}

/** Lets a grant be used before it has arrived everywhere. Not a secret: it only tells which grant is meant. */
export function grantToken(grant: Grant, key: Key): string {
  return Buffer.from(JSON.stringify([grant.id, key.arn, randomUUID()])).toString('base64');
}

/** Which grant on which key a token stands for. */
export function openToken(token: string): { grantId: string; keyArn: string } | null {
  try {
    const fields: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    const [grantId, keyArn] = Array.isArray(fields) ? (fields as unknown[]) : [];
    return typeof grantId === 'string' && typeof keyArn === 'string' ? { grantId, keyArn } : null;
  } catch {
    return null;
  }
}
