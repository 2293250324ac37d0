import type { PartName } from '../part';
import { isFree } from './emptied';
import { partOf } from './question';
import type { RemovalQuestion } from './removal-question';
import { restingOnThing } from './resting';

/** Why something that was made for a wire stays, or `null` when it goes. */
export function whyKept(question: RemovalQuestion, part: PartName): 'of-others' | 'in-use' | null {
  const { view, rooms, resting } = question;
  const thing = partOf(view, part);
  if (!thing) return null;
  const { arn } = thing;
  if (!view.evidence.ours.some(({ on, slot }) => slot === undefined && on === arn)) return 'of-others';
  const isSeen = view.evidence.others.state === 'known' && !isUnseen(question, part);
  if (resting === null || !isSeen || restingOnThing(rooms, resting, arn).length > 0) return 'in-use';
  const type = rooms.resources[thing.is]?.documents.resource;
  return type === undefined || isFree(question, part, type, thing) ? null : 'in-use';
}

/** Whether readers of a part could not be looked for in its own account. */
function isUnseen({ view }: RemovalQuestion, part: PartName): boolean {
  const { others } = view.evidence;
  const place = view.parts[part]?.place;
  return (
    others.state === 'known' &&
    others.value.unseen.some(({ accountId, region }) => accountId === place?.accountId && region === place.region)
  );
}
