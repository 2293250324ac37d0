import type { Clock } from '../clock';

/** How long IAM takes until every part of AWS sees a change, in seconds: typically some seconds. */
const propagationSeconds = 8;

/** Something that IAM answers with at once and that the rest of AWS sees a little later. */
export type Propagating<T> = { seen: T; pending: { at: number; value: T }[] };

export function propagating<T>(before: T): Propagating<T> {
  return { seen: before, pending: [] };
}

/** Sends a new value on its way. Values arrive in the order they were sent. */
export function propagate<T>(target: Propagating<T>, value: T, clock: Clock): void {
  target.pending.push({ at: clock.after(propagationSeconds), value });
}

/** The value as the rest of AWS sees it now. */
export function seen<T>(target: Propagating<T>, clock: Clock): T {
  const now = clock.now();
  while (target.pending[0] && target.pending[0].at <= now) {
    target.seen = target.pending[0].value;
    target.pending.shift();
  }
  return target.seen;
}
