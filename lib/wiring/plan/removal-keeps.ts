import { parsePolicy } from '@/lib/policy/document';
import { textOf } from '../judge/document';
import { unknownAsker } from '../judge/unknown-part';
import type { Message } from '../message';
import type { PartName } from '../part';
import type { Read } from '../read';
import { arnReading } from '../resource/arn-reading';
import type { DocumentType, Kept } from '../resource/resource';
import type { Thing } from '../thing';
import { readOf, toldArn, type View } from '../view';
import { dependentsOnDocument } from './dependents';
import { emptied } from './emptied';
import { everyPart, partOf } from './question';
import { removableIn } from './removable';
import { askersOf, type Document, type RemovalQuestion } from './removal-question';
import { attachedByUs, ownPolicies, usersOf } from './role-removals';
import { statementsOf } from './statements';
import { whyKept } from './why-kept';

/** What stays as it is when a wire goes, and why. */
export function removalKeeps(question: RemovalQuestion): Message[] {
  const { kind, view } = question;
  const documents = kind.steps.flatMap((step) =>
    'grant' in step ? everyPart(view, step.grant).map((part) => ({ part, slot: step.slot })) : [],
  );
  return [
    ...(kind.stays?.removed(view) ?? []),
    ...documents.flatMap((one) => documentKept(question, one)),
    ...kind.steps.flatMap((step) => ('make' in step && !step.own ? madeKept(question, step.make) : [])),
    ...documents.flatMap((one) => sharedKept(question, one)),
  ];
}

function say(
  question: RemovalQuestion,
  part: string,
  why: Kept,
  values: Record<string, string | number> = {},
): Message[] {
  const { view, rooms } = question;
  const said = rooms.resources[view.parts[part]?.is ?? '']?.kept?.[why]?.(view.arn(part), values);
  return said ? [said] : [];
}

/** Statements of others, and why ours, if there is one, cannot be taken out. */
function documentKept(question: RemovalQuestion, { part, slot }: Document): Message[] {
  const { view, rooms } = question;
  const read = readOf(view, part);
  const type = rooms.resources[view.parts[part]?.is ?? '']?.documents[slot];
  if (read.state === 'absent' || !type?.writing) return [];
  if (isNobody(view, part)) return isActedFor(question) ? say(question, part, 'unnamed') : [];
  const thing = partOf(view, part);
  if (!thing || hasUnread(type, thing)) return say(question, part, 'unread');
  const policy = textOf(type, thing);
  if (!type.writing.whole || policy.state !== 'known') return [];
  const text = policy.value;
  if (!parsePolicy(text).ok) return say(question, part, 'unparsed');
  const { statement } = removableIn(question, { part, slot });
  const left = emptied(question, { part, slot }, policy);
  const stay = new Set(statementsOf(left ? (left.after ?? '') : text).map((one) => one.text));
  const others = statementsOf(text).filter((one) => statement(one) === 'of-others' && stay.has(one.text));
  return others.length > 0 ? say(question, part, 'statements', { count: others.length }) : [];
}

/** Whether nothing tells which thing a part is. */
function isNobody({ parts }: View, part: PartName): boolean {
  const ref = parts[part]?.ref;
  return ref === undefined || (!('arn' in ref) && Object.keys(ref.by).length === 0);
}

/** Whether there is, or was, a thing that AWS acts for: then somebody asks, though no read told who. */
function isActedFor({ kind, view }: RemovalQuestion): boolean {
  return toldArn(view, kind.actsFor) !== null;
}

/** Whether a policy of a thing that may be ours was not read. One with an ARN stands by itself, and is only attached. */
function hasUnread(type: DocumentType<Thing>, thing: Thing): boolean {
  const isUnread = ({ state }: Read<unknown>) => state !== 'known' && state !== 'absent';
  const lists = type.texts(thing);
  const own = lists.flatMap((list) => (list.state === 'known' ? list.value.filter(({ arn }) => arn === null) : []));
  return lists.some(isUnread) || own.some(({ document }) => isUnread(document));
}

function madeKept(question: RemovalQuestion, part: string): Message[] {
  const why = partOf(question.view, part) ? whyKept(question, part) : null;
  return why ? say(question, part, why) : [];
}

/** What other wires live off. */
function sharedKept(question: RemovalQuestion, { part, slot }: Document): Message[] {
  const { view, rooms, dependents } = question;
  if (slot !== 'identity') {
    const { name } = arnReading(rooms.resources);
    return sharedAskers(question, { part, slot }).flatMap((asker) => {
      const users = dependentsOnDocument(rooms, dependents ?? [], { arn: view.arn(part), slot, asker });
      return users.length > 0 ? say(question, part, 'shared', { count: users.length, role: name(asker) }) : [];
    });
  }
  const users = usersOf(question, part);
  const ours = attachedByUs(question, part, slot).length + ownPolicies(question, part, slot).inUse.length;
  if (dependents === null || users === 0 || ours === 0) return [];
  return say(question, part, 'attached', { count: users ?? 0 });
}

/** Whom the wire asks as, and whom statements of ours let in that others live off: a role that its reader had before. */
function sharedAskers(question: RemovalQuestion, document: Document): string[] {
  const { view, rooms } = question;
  const thing = partOf(view, document.part);
  const type = thing && rooms.resources[thing.is]?.documents[document.slot];
  const text = thing && type?.writing?.whole ? textOf(type, thing) : null;
  const { statement, users } = removableIn(question, document);
  const inUse = text?.state === 'known' ? statementsOf(text.value).filter((one) => statement(one) === 'in-use') : [];
  const others = inUse.flatMap((one) => users(one).map(({ grant }) => grant.principal));
  const asked = { resources: rooms.resources, view, actsFor: question.kind.actsFor };
  const askers = askersOf(question, document).filter((asker) => unknownAsker(asked, asker) === null);
  return [...new Set([...askers, ...others])];
}
