import type { Evidence } from '@/lib/wiring/evidence';
import type { Verdict } from '@/lib/wiring/need';
import type { Read } from '@/lib/wiring/read';

/** The policy that a verdict rests on, as it is stored: the one its statement stands in, or the one it was sought in. */
export function policyBehind(verdict: Verdict, evidence: Evidence): { name: string; text: string } | null {
  const { need, statement } = verdict;
  if (need.demand.type !== 'grant') return null;
  const name = statement?.policy ?? need.demand.place;
  const read = policyNamed(name, evidence);
  return read?.state === 'known' ? { name, text: read.value } : null;
}

function policyNamed(name: string, { source, role }: Evidence): Read<string> | null {
  if (name === 'resource-policy') return source.state === 'known' ? source.value.policy : null;
  if (name === 'trust-policy')
    return role.role.state === 'known' ? { ...role.role, value: role.role.value.trustPolicy } : null;
  if (name === 'permissions-boundary') return role.boundary;
  const lists = [role.attached, role.inline].flatMap((list) => (list.state === 'known' ? list.value : []));
  return lists.find((policy) => policy.name === name)?.document ?? null;
}

/** A policy's text around one of its statements; the middle is empty where the statement does not stand in it as given. */
export function around(
  text: string,
  statement: string | undefined,
): [before: string, statement: string, after: string] {
  const start = statement ? text.indexOf(statement) : -1;
  if (!statement || start < 0) return [text, '', ''];
  return [text.slice(0, start), statement, text.slice(start + statement.length)];
}
