import { consumerName } from '@/lib/wiring/arn';
import type { Evidence } from '@/lib/wiring/evidence';
import type { KeyGrant, StreamKey } from '@/lib/wiring/inventory';
import type { Verdict } from '@/lib/wiring/need';
import { policyOn } from '@/lib/wiring/plan/policy-on';
import type { Read } from '@/lib/wiring/read';

/** The policy that a verdict rests on, as it is stored: the one its statement stands in, or the one it was sought in. */
export function policyBehind(verdict: Verdict, evidence: Evidence): { name: string; text: string } | null {
  const { need, statement } = verdict;
  if (need.demand.type !== 'grant') return null;
  const { place, resource } = need.demand;
  const onConsumer = place === 'resource-policy' && consumerName(resource) !== null;
  const name = statement?.policy ?? (onConsumer ? 'consumer-policy' : place);
  const ofOwner = place === 'resource-policy' || place === 'key-policy';
  const read = ofOwner ? ownersPolicy(place, resource, evidence) : policyNamed(name, evidence);
  return read?.state === 'known' ? { name, text: read.value } : null;
}

/** The grant on the key that a verdict rests on, where a grant and not the key's policy lets the role in. */
export function grantBehind({ need, code, because }: Verdict, evidence: Evidence): KeyGrant | null {
  if (code !== 'granted-by-grant' || need.demand.type !== 'grant') return null;
  const key = keyOf(need.demand.resource, evidence);
  const grants = key?.grants.state === 'known' ? key.grants.value : [];
  return grants.find(({ id }) => id === because.values?.grant) ?? null;
}

function ownersPolicy(
  place: 'resource-policy' | 'key-policy',
  resource: string,
  evidence: Evidence,
): Read<string> | null {
  if (place === 'key-policy') return keyOf(resource, evidence)?.policy ?? null;
  return evidence.source.state === 'known' ? policyOn(resource, evidence.source.value) : null;
}

function keyOf(keyArn: string, { source, formerKeys }: Evidence): StreamKey | null {
  const former = formerKeys.find(({ arn }) => arn === keyArn)?.key;
  const read = former ?? (source.state === 'known' ? source.value.key : null);
  return read?.state === 'known' ? read.value : null;
}

function policyNamed(name: string, { role }: Evidence): Read<string> | null {
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
