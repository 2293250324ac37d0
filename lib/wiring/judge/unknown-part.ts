import type { PartName } from '../part';
import type { Read } from '../read';
import { readOf, toldArn, type View } from '../view';
import type { Asked } from './verdict-of';

/** What was asked of AWS and is not known. */
export type Unread = Exclude<Read<never>, { state: 'known' | 'absent' }>;

/**
 * The read that keeps from knowing who asks: of a role that only its function names. What a policy says of others tells
 * nothing of such a one. `null` where the asker is known, or where there is nothing that AWS would act for.
 */
export function unknownAsker({ resources, view, actsFor }: Asked, principal: string): Unread | null {
  if (readOf(view, actsFor).state === 'absent') return null;
  for (const [name, { is }] of Object.entries(view.parts)) {
    const read = unnamed(view, name);
    if (read && !resources[is]?.foretold && view.arn(name) === principal) return read;
  }
  return null;
}

/** The read that keeps from knowing the ARN of a part: a policy that names it in full may or may not mean this one. */
export function unnamed(view: View, part: PartName): Unread | null {
  const read = readOf(view, part);
  return toldArn(view, part) !== null || read.state === 'known' || read.state === 'absent' ? null : read;
}
