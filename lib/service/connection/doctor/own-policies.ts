import { parsePolicy } from '@/lib/policy/document';
import type { NamedPolicy } from '@/lib/policy/question';
import type { Read } from '@/lib/wiring/read';
import type { Role } from '@/lib/wiring/resource/iam';
import { wordsOf } from './verdicts';

/** A role's own side, all of it, ready to be evaluated. */
export type OwnPolicies = { identity: NamedPolicy[]; boundary?: NamedPolicy; inlineNames: ReadonlySet<string> };

/** `ok: false` when one piece could not be read or does not parse: the rest would prove nothing. */
export function ownPolicies(role: Role): { ok: true; policies: OwnPolicies } | { ok: false; why: string } {
  const lists = [role.attached, role.inline];
  const unreadList = [role.role, ...lists].find((read) => read.state !== 'known');
  if (unreadList) return { ok: false, why: wordsOf(unreadList) };
  const named = lists.flatMap((list) => (list.state === 'known' ? list.value : []));
  const inlineNames = new Set(named.filter(({ arn }) => arn === null).map(({ name }) => name));
  const identity: NamedPolicy[] = [];
  for (const { name, document } of named) {
    const policy = asPolicy(name, document);
    if (policy === null) return { ok: false, why: `${name}: ${wordsOf(document)}` };
    identity.push(policy);
  }
  if (role.boundary.state === 'absent') return { ok: true, policies: { identity, inlineNames } };
  const boundary = asPolicy('permissions boundary', role.boundary);
  if (boundary === null) return { ok: false, why: wordsOf(role.boundary) };
  return { ok: true, policies: { identity, boundary, inlineNames } };
}

function asPolicy(name: string, read: Read<string>): NamedPolicy | null {
  if (read.state !== 'known') return null;
  const parsed = parsePolicy(read.value);
  return parsed.ok ? { name, document: parsed.document } : null;
}
