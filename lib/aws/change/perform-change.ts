import type { Call } from '@/lib/wiring/call/calls';
import type { Change } from '@/lib/wiring/plan/plan';
import type { Said } from '@/lib/wiring/said';
import { attachRolePolicy, deleteRolePolicy, detachRolePolicy, putRolePolicy } from '../iam/change-role';
import { deregisterConsumer, registerConsumer } from '../kinesis/change-consumer';
import { deleteResourcePolicy, putResourcePolicy } from '../kinesis/change-policy';
import { createGrant, revokeGrant } from '../kms/change-grant';
import { putKeyPolicy } from '../kms/change-key-policy';
import { createMapping, deleteMapping, updateMapping } from '../lambda/change-mapping';
import type { Session } from '../session/session';
import type { Journal, Performer, Standing } from './performer';

const performers: { [Name in Call['call']]: Performer<Extract<Call, { call: Name }>> } = {
  'kinesis:PutResourcePolicy': putResourcePolicy,
  'kinesis:DeleteResourcePolicy': deleteResourcePolicy,
  'kinesis:RegisterStreamConsumer': registerConsumer,
  'kinesis:DeregisterStreamConsumer': deregisterConsumer,
  'kms:PutKeyPolicy': putKeyPolicy,
  'kms:CreateGrant': createGrant,
  'kms:RevokeGrant': revokeGrant,
  'iam:AttachRolePolicy': attachRolePolicy,
  'iam:DetachRolePolicy': detachRolePolicy,
  'iam:PutRolePolicy': putRolePolicy,
  'iam:DeleteRolePolicy': deleteRolePolicy,
  'lambda:CreateEventSourceMapping': createMapping,
  'lambda:UpdateEventSourceMapping': updateMapping,
  'lambda:DeleteEventSourceMapping': deleteMapping,
};

/** The table above pairs every call with the performer of its own type, which TypeScript cannot follow by a lookup. */
function performerOf(call: Call): Performer {
  return performers[call.call] as Performer;
}

/** Reads what stands now, so that a change is never made twice nor over somebody else's. */
export function lookAtChange(session: Session, change: Change, journal: Journal): Promise<Standing> {
  return performerOf(change.call).look(session, change.call, journal);
}

/** Makes the change. `before` is what `lookAtChange` found; anything else now is refused as stale. */
export function performChange(
  session: Session,
  change: Change,
  before: string | null,
): Promise<Record<string, string>> {
  return performerOf(change.call).write(session, change.call, before);
}

/** What AWS is still busy with after the change, or `null` when it stands. */
export function changeAwaited(session: Session, change: Change, journal: Journal): Promise<Said | null> {
  return performerOf(change.call).awaited(session, change.call, journal);
}

/** Puts back what was there before, leaving what others wrote meanwhile. */
export function undoChange(session: Session, change: Change, journal: Journal): Promise<Record<string, string>> {
  return performerOf(change.call).undo(session, change.call, journal);
}

export function undoAwaited(session: Session, change: Change, journal: Journal): Promise<Said | null> {
  return performerOf(change.call).undoAwaited(session, change.call, journal);
}
