import type { PolicyDocument, PrincipalEntry } from './document';
import { accountNamed } from './principal';

/** A principal that a policy names. `*` is everybody. */
export type NamedPrincipal = {
  kind: PrincipalEntry['kind'];
  value: string;
  /** `null` where the value tells no account: a service, `*`, a unique id. */
  accountId: string | null;
  sid: string | null;
  effect: 'Allow' | 'Deny';
};

/** Every `Principal` entry of every statement, in order. What `NotPrincipal` names is not among them. */
export function principalsOf(document: PolicyDocument): NamedPrincipal[] {
  return document.statements.flatMap(({ principals, sid, effect }) =>
    (principals ?? []).map((entry) => ({ ...entry, accountId: accountIn(entry), sid, effect })),
  );
}

function accountIn(entry: PrincipalEntry): string | null {
  return accountNamed(entry) ?? /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(entry.value)?.[1] ?? null;
}

/** Unique ids of roles, users, groups, instance profiles and managed policies. */
const UNIQUE_ID = /^A(?:ROA|IDA|GPA|IPA|NPA)[A-Z0-9]{8,}(?::.*)?$/;

/**
 * Unique ids that stand where AWS would show an ARN: it shows the id when the role or user is gone, even if another
 * one of that name exists now. Such a principal grants nothing until the policy is written again.
 */
export function deadPrincipals(document: PolicyDocument): string[] {
  const entries = document.statements.flatMap(({ principals, notPrincipals }) => principals ?? notPrincipals ?? []);
  return [...new Set(entries.filter(({ value }) => isDeadPrincipal(value)).map(({ value }) => value))];
}

export function isDeadPrincipal(value: string): boolean {
  return UNIQUE_ID.test(value);
}
