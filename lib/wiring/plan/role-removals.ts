import { isOn } from '../call/marks';
import type { PartName } from '../part';
import { arnReading } from '../resource/arn-reading';
import type { Slot } from '../thing';
import { opensAny } from './alone';
import type { Draft } from './change';
import { demandsOnRole, dependentsAs, dependentsOnSource } from './dependents';
import { isRolePolicyFor, rolePolicyName } from './our-statements';
import { partOf, placeOf } from './question';
import { isSeen, type RemovalQuestion } from './removal-question';

/** Takes our policies from a role: the inline ones for what the wire reads, and what our runs attached. */
export function roleRemovals(question: RemovalQuestion, part: PartName, slot: Slot): Draft[] {
  const { view, rooms, wireId, dependents } = question;
  const thing = partOf(view, part);
  const place = placeOf(question, part);
  const named = thing ? rooms.resources[thing.is]?.documents[slot]?.writing?.named : undefined;
  if (!thing || !place || !named) return [];
  const base = { ...place, glyph: 'remove' as const, answers: [] };
  const isRead = isSeen(question, part, [view.parts[part]?.place.accountId ?? '']);
  const readers = dependentsOnSource(rooms, dependents ?? [], { source: view.chosen.source, asker: thing.arn });
  const isShared = readers.length > 0;
  const needed = demandsOnRole(dependents ?? [], thing.arn);
  const drafts = policiesOf(question, part, slot).flatMap(({ name, arn, document }): Draft[] => {
    if (arn !== null || document.state !== 'known') return [];
    const isOwn = name === rolePolicyName(wireId);
    const isLeft = !isShared && isRead && isRolePolicyFor(view.chosen.source, { name, text: document.value });
    if (!(isOwn || isLeft) || (isShared && opensAny(rooms.resources, document.value, needed))) return [];
    return [{ ...base, call: named.put(thing.arn, name, { before: document.value, after: null }) }];
  });
  if (usersOf(question, part) !== 0) return drafts;
  return [
    ...drafts,
    ...attachedByUs(question, part, slot).map((arn) => ({ ...base, call: named.detach(thing.arn, arn) })),
  ];
}

/** How many other wires read as this role, of any source in any Region; `null` where one could not be looked at. */
export function usersOf({ view, dependents }: RemovalQuestion, part: PartName): number | null {
  const { others } = view.evidence;
  const place = view.parts[part]?.place;
  if (dependents === null || others.state !== 'known') return null;
  if (others.value.unseen.some(({ accountId }) => accountId === place?.accountId)) return null;
  return dependentsAs(dependents, view.arn(part)).length;
}

/** What runs of ours attached to a role and that is attached still, by ARN: known from their journals, never guessed. */
export function attachedByUs(question: RemovalQuestion, part: PartName, slot: Slot): string[] {
  const { view, rooms } = question;
  const attached = new Set(policiesOf(question, part, slot).flatMap(({ arn }) => arn ?? []));
  const arns = arnReading(rooms.resources);
  return view.evidence.ours.flatMap((mark) =>
    mark.slot === slot && isOn(arns, mark, view.arn(part)) && attached.has(mark.name) ? [mark.name] : [],
  );
}

function policiesOf({ view, rooms }: RemovalQuestion, part: PartName, slot: Slot) {
  const thing = partOf(view, part);
  const lists = thing ? (rooms.resources[thing.is]?.documents[slot]?.texts(thing) ?? []) : [];
  return lists.flatMap((list) => (list.state === 'known' ? list.value : []));
}
