import type { Call } from '@/lib/wiring/call/calls';
import type { Said } from '@/lib/wiring/said';
import type { Session } from '../session/session';

/** What a run has journalled of a change. */
export type Journal = {
  /** What stood there when the change began. */
  before: string | null;
  /** When that was written down, ISO: from then on a call may have gone out. `null` before. */
  begunAt: string | null;
  result: Record<string, string> | null;
};

/** What stands now: the change is still to be made, or it is made already (by this run, or before it). */
export type Standing =
  | { standing: 'to-do'; before: string | null }
  | { standing: 'made'; before: string | null; result: Record<string, string> };

/**
 * How one kind of change is made and unmade. Everything may be repeated: `look` comes first after any interruption, so
 * that nothing is done twice. All throw what the SDK throws, and `StaleChangeError` where somebody else has written.
 */
export type Performer<C extends Call = Call> = {
  look: (session: Session, call: C, journal: Journal) => Promise<Standing>;
  /** Makes the call, after comparing once more with `before`. Answers what matters later. */
  write: (session: Session, call: C, before: string | null) => Promise<Record<string, string>>;
  /** What AWS is still busy with, or `null` when the change stands. */
  awaited: (session: Session, call: C, journal: Journal) => Promise<Said | null>;
  /** Puts back what was there before; leaves what is not this run's. */
  undo: (session: Session, call: C, journal: Journal) => Promise<Record<string, string>>;
  undoAwaited: (session: Session, call: C, journal: Journal) => Promise<Said | null>;
};

/** Marks a result as found, not made: undo leaves it. */
export const foundAlready: Record<string, string> = { already: 'true' };

export function wasFound(journal: Journal): boolean {
  return journal.result?.already === 'true';
}

export async function nothingAwaited(): Promise<null> {
  return null;
}
