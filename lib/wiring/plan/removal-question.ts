import { withoutDeadPrincipals } from '@/lib/policy/dead-principals';
import { parsePolicy } from '@/lib/policy/document';
import { removeStatements } from '@/lib/policy/merge';
import { textOf } from '../judge/document';
import type { PartName } from '../part';
import type { Read } from '../read';
import type { DocumentType } from '../resource/resource';
import type { Slot, Thing } from '../thing';
import { askersIn, grantsIn } from './needed-statements';
import { isForRole, isOfWire } from './our-statements';
import type { PlanQuestion } from './question';
import { type Resting, restingOnDocument } from './resting';
import { statementsOf } from './statements';

/** A removal: what others rest on, and the wires whose marks go with this one. */
export type RemovalQuestion = PlanQuestion & {
  /** `null` where other wires could not be looked for: then only what bears this wire's own id goes. */
  resting: readonly Resting[] | null;
  /** Wires that our runs made between the same ends, by id: they shared what was granted. */
  wireIds: readonly string[];
};

/** One policy of a part. */
type Document = { part: PartName; slot: Slot };

/** Whom a document lets in, as the needs say; one that nothing is needed of any more let in whoever asks at all. */
export function askersOf({ kind, view }: Pick<RemovalQuestion, 'kind' | 'view'>, { part, slot }: Document): string[] {
  const needs = kind.needs(view);
  const own = askersIn(grantsIn(needs, baseOf(part), slot));
  return own.length > 0 ? own : askersIn(needs.flatMap(({ demand }) => (demand.type === 'grant' ? [demand] : [])));
}

function baseOf(part: PartName): PartName {
  return part.split(':')[0] ?? part;
}

/** Other wires that live off what one document lets `asker` do. A thing that stood here before is shared as its successor is. */
export function sharing(question: RemovalQuestion, { part, slot }: Document, asker: string): Resting[] {
  const { rooms, view, resting } = question;
  const shared = view.parts[baseOf(part)] ? baseOf(part) : part;
  return restingOnDocument(rooms, resting ?? [], { arn: view.arn(shared), slot, asker });
}

/** Of those whom a document lets in, the ones that other wires live off. */
export function sharedAskers(question: RemovalQuestion, document: Document): string[] {
  return askersOf(question, document).filter((asker) => sharing(question, document, asker).length > 0);
}

/**
 * For somebody whom nobody else lives off: a statement of this wire, or of one that shared it and went before this one.
 */
function isDue(
  question: RemovalQuestion,
  document: Document,
  statement: { sid: string | null; text: string },
): boolean {
  const { wireId, resting, wireIds } = question;
  if (sharedAskers(question, document).some((asker) => statement.text.includes(`"${asker}"`))) return false;
  if (isOfWire(statement.sid, wireId)) return true;
  // One for the role as it was before it was made anew names nobody that could be compared.
  const isOfRole =
    askersOf(question, document).some((asker) => isForRole(statement, asker)) ||
    wireIds.some((id) => isOfWire(statement.sid, id));
  return resting !== null && isOfRole;
}

export type Emptied = { before: string; after: string | null };

/** A policy without our statements; `null` where there are none of ours, or where it cannot be told. */
export function emptied(question: RemovalQuestion, document: Document, policy: Read<string>): Emptied | null {
  if (policy.state !== 'known') return null;
  const ours = statementsOf(policy.value).flatMap((one) =>
    one.sid !== null && isDue(question, document, one) ? [one.sid] : [],
  );
  if (ours.length === 0) return null;
  const removed = removeStatements(policy.value, ours);
  const alive = removed.ok && removed.text !== null ? withoutDeadPrincipals(removed.text) : removed;
  return alive.ok ? { before: policy.value, after: alive.text } : null;
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
  const document = { part, slot: 'resource' as const };
  if (sharedAskers(question, document).length > 0) return false;
  return statementsOf(policy.value).every((one) => isDue(question, document, one));
}
