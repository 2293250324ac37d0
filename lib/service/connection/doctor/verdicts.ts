import type { ConnectionCheck } from '@/lib/wiring/connection';
import type { Read, Refusal } from '@/lib/wiring/read';
import type { Said } from '@/lib/wiring/said';

export type Values = Record<string, string | number>;

/** A line of the doctor without its place in the list. */
export type Finding = Omit<ConnectionCheck, 'id' | 'title'>;

export function title(key: string, values?: Values): Said {
  return said('title', key, values);
}

export function cause(key: string, values?: Values): Said {
  return said('cause', key, values);
}

export function fact(key: string, values?: Values): Said {
  return said('fact', key, values);
}

/** One of the causes that remain, with how to tell it from the others. */
export function remaining(key: string, values?: Values): { cause: Said; tell: Said } {
  return { cause: said('remaining', `${key}.cause`, values), tell: said('remaining', `${key}.tell`, values) };
}

/** What to do about it; `paste` is what to paste, and the command that does it. */
export function fix(
  key: string,
  values?: Values,
  paste: { document?: string | undefined; command?: string | undefined } = {},
): NonNullable<ConnectionCheck['fix']> {
  const { document, command } = paste;
  return {
    ...said('fix', key, values),
    ...(document === undefined ? {} : { document }),
    ...(command === undefined ? {} : { command }),
  };
}

/** Not looked at, because a step before it failed. */
export function skipped(id: string, titleKey: string, values?: Values): ConnectionCheck {
  return { id, state: 'skipped', title: title(titleKey, values), cause: cause('skipped'), evidence: '' };
}

/** What AWS said, when something was not read. */
export function wordsOf(read: Read<unknown>): string {
  if (read.state === 'refused') return read.refusal.message;
  return read.state === 'failed' ? read.message : read.state;
}

/** The kinds of policy that AWS names when it refuses (domain: failures F80 to F87), as keys. */
const policyTypes: Record<string, string> = {
  'role trust policy': 'trust',
  'service control policy': 'scp',
  'resource control policy': 'rcp',
  'permissions boundary': 'boundary',
  'session policy': 'session',
  'VPC endpoint policy': 'endpoint',
  'resource-based policy': 'resource',
  'identity-based policy': 'identity',
};

/** `trust`, `scp` … of a refusal; `null` where AWS named none. */
export function policyTypeOf(refusal: Refusal): string | null {
  return refusal.policyType === undefined ? null : (policyTypes[refusal.policyType] ?? null);
}

function said(part: string, key: string, values: Values | undefined): Said {
  return { key: `doctor.${part}.${key}`, ...(values ? { values } : {}) };
}
