import { withoutDeadPrincipals } from '@/lib/policy/dead-principals';
import { parsePolicy } from '@/lib/policy/document';
import { removeStatements } from '@/lib/policy/merge';
import { textOf } from '../judge/document';
import type { PartName } from '../part';
import type { Read } from '../read';
import type { DocumentType } from '../resource/resource';
import type { Thing } from '../thing';
import { removableIn } from './removable';
import type { Document, RemovalQuestion } from './removal-question';
import { statementsOf } from './statements';

/** `dropped`: the principals that are gone, which AWS would not take back. */
export type Emptied = { before: string; after: string | null; dropped: readonly string[] };

/** A policy without our statements; `null` where there are none of ours, or where it cannot be told. */
export function emptied(question: RemovalQuestion, document: Document, policy: Read<string>): Emptied | null {
  if (policy.state !== 'known') return null;
  const { statement } = removableIn(question, document);
  const ours = statementsOf(policy.value).flatMap((one) =>
    one.sid !== null && statement(one) === 'due' ? [one.sid] : [],
  );
  if (ours.length === 0) return null;
  const removed = removeStatements(policy.value, ours);
  if (!removed.ok) return null;
  if (removed.text === null) return { before: policy.value, after: null, dropped: [] };
  const alive = withoutDeadPrincipals(removed.text);
  return alive.ok ? { before: policy.value, after: alive.text, dropped: alive.dropped } : null;
}

/** A text that was read and does not parse: nothing is ever written over it. */
function isUnparsed(policy: Read<string>): boolean {
  return policy.state === 'known' && !parsePolicy(policy.value).ok;
}

/** Whether nothing but what goes is in a document. */
export function isFree(question: RemovalQuestion, part: PartName, type: DocumentType<Thing>, thing: Thing): boolean {
  const policy = textOf(type, thing);
  if (policy.state === 'absent') return true;
  if (policy.state !== 'known' || isUnparsed(policy)) return false;
  const { statement } = removableIn(question, { part, slot: 'resource' });
  return statementsOf(policy.value).every((one) => statement(one) === 'due');
}
