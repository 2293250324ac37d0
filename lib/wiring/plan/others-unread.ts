import type { Kind } from '../kind/kind';
import type { Part } from '../part';
import type { View } from '../view';

/** Where wires that ask as this one does are looked for. */
export function placeOfOthers({ kind, view }: { kind: Kind; view: View }): Part | undefined {
  return view.parts[kind.pulse ?? kind.actsFor];
}

/** Why it cannot be told who else lives off what was granted, as AWS said it; `null` where it can. */
export function othersUnread(wire: { kind: Kind; view: View }): string | null {
  const { others } = wire.view.evidence;
  if (others.state === 'refused') return others.refusal.message;
  if (others.state === 'failed') return others.message;
  const place = placeOfOthers(wire)?.place;
  const unseen = others.state === 'known' ? others.value.unseen : [];
  const here = unseen.find(({ accountId, region }) => accountId === place?.accountId && region === place.region);
  return here ? `${here.accountId} ${here.region}` : null;
}
