import { withoutDeadPrincipals } from '@/lib/policy/dead-principals';
import { removeStatements } from '@/lib/policy/merge';
import type { Evidence, RoleEvidence } from '../evidence';
import type { Ends, Kind } from '../kind/kind';
import type { Read } from '../read';
import type { OtherReaders } from './other-readers';
import { isForRole, isOfWire } from './our-statements';
import type { PlanSide } from './plan-wire';
import { statementsOf } from './statements';

export type RemovalQuestion = {
  kind: Kind;
  wireId: string;
  ends: Ends;
  /** `null` where the account is not connected: that half cannot be taken away from here. */
  producer: PlanSide | null;
  consumer: PlanSide | null;
  evidence: Evidence;
  /** What our own runs attached to the role for this wire, by policy ARN: known from their journals, never guessed. */
  attachedByUs: string[];
  /** `null` where they cannot be seen. */
  otherReaders: OtherReaders | null;
  /** Consumers that our own runs registered for this wire, by ARN: known from their journals. */
  registeredByUs: string[];
  /** Every wire that our runs made between this stream and this role, by id: they shared what was granted. */
  wiresOfRole: readonly string[];
  /** Roles that our runs gave rights to for this wire, and that its function has not any more. */
  formerRoles: (Pick<RemovalQuestion, 'attachedByUs' | 'otherReaders'> & { role: RoleEvidence })[];
};

type Statement = { sid: string | null; text: string };

/**
 * In a policy that nobody else lives off: a statement of this wire, or of one that shared it and went before this one.
 */
export function isDue(statement: Statement, question: RemovalQuestion): boolean {
  const { wireId, ends, otherReaders, wiresOfRole } = question;
  if (isOfWire(statement.sid, wireId)) return true;
  // One for the role as it was before it was made anew names nobody that could be compared.
  const isOfRole = isForRole(statement, ends.roleArn) || wiresOfRole.some((id) => isOfWire(statement.sid, id));
  return otherReaders !== null && isOfRole;
}

/** Whether another mapping reads as this role through what a policy is on. */
export function isShared(question: RemovalQuestion, on = question.ends.sourceArn): boolean {
  const { otherReaders, ends } = question;
  if (otherReaders === null) return false;
  if (on === ends.sourceArn) return otherReaders.ofSource > 0;
  return otherReaders.consumers.includes(ends.consumer?.name ?? '');
}

type Emptied = { expected: string; rest: string | null };

/** A policy without our statements; `null` where there are none of ours, or where it cannot be told. */
export function emptied(policy: Read<string>, question: RemovalQuestion): Emptied | null {
  if (policy.state !== 'known') return null;
  const ours = statementsOf(policy.value).flatMap((one) => (one.sid !== null && isDue(one, question) ? [one.sid] : []));
  if (ours.length === 0) return null;
  const removed = removeStatements(policy.value, ours);
  const alive = removed.ok && removed.text !== null ? withoutDeadPrincipals(removed.text) : removed;
  return alive.ok ? { expected: policy.value, rest: alive.text } : null;
}
