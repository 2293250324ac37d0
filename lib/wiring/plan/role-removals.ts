import { isOn } from '../call/marks';
import type { PartName } from '../part';
import { arnReading } from '../resource/arn-reading';
import type { Slot } from '../thing';
import { type Demanding, isReliedOn, opensAny } from './alone';
import type { Draft } from './change';
import { demandsOnRole, dependentsAs, dependentsOnSource } from './dependents';
import { grantsIn } from './needed-statements';
import { isOurRolePolicy, isRolePolicyFor, rolePolicyName } from './our-statements';
import { partOf, placeOf } from './question';
import { isSeen, type RemovalQuestion } from './removal-question';

/** Takes our policies from a role: the inline ones for what the wire reads, and what our runs attached. */
export function roleRemovals(question: RemovalQuestion, part: PartName, slot: Slot): Draft[] {
  const { view, rooms } = question;
  const thing = partOf(view, part);
  const place = placeOf(question, part);
  const named = thing ? rooms.resources[thing.is]?.documents[slot]?.writing?.named : undefined;
  if (!thing || !place || !named) return [];
  const base = { ...place, glyph: 'remove' as const, answers: [] };
  const drafts = ownPolicies(question, part, slot).due.map(({ name, text }) => ({
    ...base,
    call: named.put(thing.arn, name, { before: text, after: null }),
  }));
  if (usersOf(question, part) !== 0) return drafts;
  return [
    ...drafts,
    ...attachedByUs(question, part, slot).map((arn) => ({ ...base, call: named.detach(thing.arn, arn) })),
  ];
}

type OwnPolicy = { name: string; text: string };

/**
 * The inline policies that this wire lives off, by what becomes of them: they go, or stay for others. Its own counts, those
 * that other functions of its source were given, and whatever of ours gives it what nothing else does.
 */
export function ownPolicies(
  question: RemovalQuestion,
  part: PartName,
  slot: Slot,
): { due: OwnPolicy[]; inUse: OwnPolicy[] } {
  const { view, rooms, kind, wireId, dependents } = question;
  const role = view.arn(part);
  const { source } = view.chosen;
  const isRead = isSeen(question, part, [view.parts[part]?.place.accountId ?? '']);
  const isShared = dependentsOnSource(rooms, dependents ?? [], { source, asker: role }).length > 0;
  const needed = demandsOnRole(dependents ?? [], role);
  const own = grantsIn(kind.needs(view), part, slot).map((grant) => ({ dependent: question, grant }));
  let standing = policiesOf(question, part, slot).flatMap(({ name, arn, document }) =>
    document.state === 'known' ? [{ name, isInline: arn === null, text: document.value }] : [],
  );
  const due: OwnPolicy[] = [];
  const inUse: OwnPolicy[] = [];
  for (const one of standing.filter(({ isInline }) => isInline)) {
    const { name, text } = one;
    const others = standing.filter((other) => other !== one);
    const isRelied = (wires: readonly Demanding[]) =>
      isReliedOn(
        rooms.resources,
        text,
        others.map((other) => other.text),
        wires,
      );
    const isOwn = name === rolePolicyName(wireId);
    const isLeft = isRead && isRolePolicyFor(source, { name, text });
    const isBorrowed = isRead && isOurRolePolicy(name) && isRelied(own);
    if (!isOwn && !isLeft && !isBorrowed) continue;
    if ((isShared && (!isOwn || opensAny(rooms.resources, text, needed))) || isRelied(needed)) {
      inUse.push({ name, text });
      continue;
    }
    due.push({ name, text });
    standing = others;
  }
  return { due, inUse };
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

/** Every policy that a role was read to have, its own and those that are attached to it. */
export function policiesOf({ view, rooms }: Pick<RemovalQuestion, 'view' | 'rooms'>, part: PartName, slot: Slot) {
  const thing = partOf(view, part);
  const lists = thing ? (rooms.resources[thing.is]?.documents[slot]?.texts(thing) ?? []) : [];
  return lists.flatMap((list) => (list.state === 'known' ? list.value : []));
}
