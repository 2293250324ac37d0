import type { Call } from '@/lib/wiring/call/calls';
import type { Message } from '@/lib/wiring/message';
import type { Change } from '@/lib/wiring/plan/plan';
import type { Session } from '../session/session';
import type { CurrentState, Journal, Performer } from './performer';
import type { Performers } from './performers';

/** The table pairs every call with the performer of its own type, which TypeScript cannot follow by a lookup. */
function performerOf(performers: Performers, call: Call): Performer {
  return performers[call.call] as unknown as Performer;
}

/** Reads what stands now, so that a change is never made twice nor over somebody else's. */
export function observeChange(
  performers: Performers,
  session: Session,
  { call }: Change,
  journal: Journal,
): Promise<CurrentState> {
  return performerOf(performers, call).observe(session, call, journal);
}

/** Makes the change. `before` is what `observeChange` found; anything else now is refused as stale. */
export function performChange(
  performers: Performers,
  session: Session,
  { call }: Change,
  before: string | null,
): Promise<Record<string, string>> {
  return performerOf(performers, call).write(session, call, before);
}

/** What AWS is still busy with after the change, or `null` when it stands. */
export function changePending(
  performers: Performers,
  session: Session,
  { call }: Change,
  journal: Journal,
): Promise<Message | null> {
  return performerOf(performers, call).pending(session, call, journal);
}

/** Puts back what was there before, leaving what others wrote meanwhile. */
export function undoChange(
  performers: Performers,
  session: Session,
  { call }: Change,
  journal: Journal,
): Promise<Record<string, string>> {
  return performerOf(performers, call).undo(session, call, journal);
}

/** What AWS is still busy with after the undo, or `null` when it is through. */
export function undoPending(
  performers: Performers,
  session: Session,
  { call }: Change,
  journal: Journal,
): Promise<Message | null> {
  return performerOf(performers, call).undoPending(session, call, journal);
}
