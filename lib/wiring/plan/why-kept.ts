import type { PartName } from '../part';
import { dependentsOnThing } from './dependents';
import { isFree } from './emptied';
import { partOf } from './question';
import { isSeen, type RemovalQuestion } from './removal-question';

/** Why something that was made for a wire stays, or `null` when it goes. */
export function whyKept(question: RemovalQuestion, part: PartName): 'of-others' | 'in-use' | null {
  const { view, rooms, dependents } = question;
  const thing = partOf(view, part);
  if (!thing) return null;
  const { arn } = thing;
  if (!view.evidence.ours.some(({ on, slot }) => slot === undefined && on === arn)) return 'of-others';
  const accounts = Object.values(view.parts).map(({ place }) => place.accountId);
  if (!isSeen(question, part, accounts) || dependentsOnThing(rooms, dependents ?? [], arn).length > 0) return 'in-use';
  const type = rooms.resources[thing.is]?.documents.resource;
  return type === undefined || isFree(question, part, type, thing) ? null : 'in-use';
}
