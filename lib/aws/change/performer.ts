import type { Call } from '@/lib/wiring/call/calls';
import type { Message } from '@/lib/wiring/message';
import type { Session } from '../session/session';

/** What a run has journalled of a change. */
export type Journal = {
  /** What stood there when the change began. */
  before: string | null;
  /** When that was written down, ISO: from then on a call may have gone out. `null` before. */
  begunAt: string | null;
  result: Record<string, string> | null;
};

/** What stands in AWS now: the change is still to be made, or it is made already (by this run, or before it). */
export type CurrentState =
  | { state: 'to-do'; before: string | null }
  | { state: 'made'; before: string | null; result: Record<string, string> };

/**
 * How one kind of call is made and unmade. Everything may be repeated: `observe` comes first after any interruption, so
 * that nothing is done twice. All throw what the SDK throws, and `StaleChangeError` where somebody else has written.
 */
export type Performer<C = Call> = {
  observe: (session: Session, call: C, journal: Journal) => Promise<CurrentState>;
  /** Makes the call; what replaces a policy compares once more with `before`. Answers what matters later. */
  write: (session: Session, call: C, before: string | null) => Promise<Record<string, string>>;
  /** What AWS is still busy with, or `null` when the change stands. */
  pending: (session: Session, call: C, journal: Journal) => Promise<Message | null>;
  /** Puts back what was there before; leaves what is not this run's. */
  undo: (session: Session, call: C, journal: Journal) => Promise<Record<string, string>>;
  undoPending: (session: Session, call: C, journal: Journal) => Promise<Message | null>;
};

/** Marks a result as found, not made: undo leaves it. */
export const foundAlready: Record<string, string> = { already: 'true' };

export function wasFound(journal: Journal): boolean {
  return journal.result?.already === 'true';
}

/** The change stands: this run made it if it had begun, and somebody else did if not. `now` is what stands there. */
export function madeAlready(journal: Journal, now: string | null): CurrentState {
  return journal.begunAt === null
    ? { state: 'made', before: now, result: foundAlready }
    : { state: 'made', before: journal.before, result: {} };
}

export async function nothingPending(): Promise<null> {
  return null;
}
