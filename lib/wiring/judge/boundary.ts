import { readOf, type View } from '../view';
import { textsOf, thingOf } from './document';
import type { Unread } from './unknown-part';
import type { Asked } from './verdict-of';

/** Whether who asks has a permissions boundary; the read that keeps from knowing it where one does. */
export function boundaryOf({ resources, view }: Asked, principal: string): boolean | Unread {
  const part = partOf(view, principal);
  const type = resources[view.parts[part ?? '']?.is ?? '']?.documents.boundary;
  if (part === null || !type) return false;
  const own = thingOf(resources, view, part);
  const thing = readOf(view, part);
  if (own.state === 'absent' || thing.state === 'absent') return false;
  if (own.state !== 'known') return own;
  if (thing.state !== 'known') return thing;
  const { gap } = textsOf(type, thing.value);
  if (gap?.state === 'pending') return gap;
  // A boundary whose text may not be read is one all the same.
  return gap?.state !== 'absent';
}

function partOf(view: View, arn: string): string | null {
  return Object.keys(view.parts).find((name) => view.arn(name) === arn) ?? null;
}
