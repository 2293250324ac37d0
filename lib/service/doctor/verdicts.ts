import type { ConnectionCheck } from '@/lib/wiring/connection';
import type { Read, Refusal } from '@/lib/wiring/read';
import type { Said } from '@/lib/wiring/said';

type Values = Record<string, string | number>;

export function title(key: string, values?: Values): Said {
  return { key: `doctor.title.${key}`, ...(values ? { values } : {}) };
}

export function cause(key: string, values?: Values): Said {
  return { key: `doctor.cause.${key}`, ...(values ? { values } : {}) };
}

export function fix(key: string, values?: Values, document?: string): ConnectionCheck['fix'] {
  return { key: `doctor.fix.${key}`, ...(values ? { values } : {}), ...(document ? { document } : {}) };
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
