import { parsePolicy } from '@/lib/policy/document';
import { textOf } from '../judge/document';
import type { GrantStep } from '../kind/kind';
import type { Message } from '../message';
import { arnReading } from '../resource/arn-reading';
import type { Kept } from '../resource/resource';
import { partOf } from './question';
import { removableIn } from './removable';
import { askersOf, type Document, type RemovalQuestion } from './removal-question';
import { restingOnDocument } from './resting';
import { attachedByUs, usersOf } from './role-removals';
import { statementsOf } from './statements';
import { whyKept } from './why-kept';

/** What stays as it is when a wire goes, and why. */
export function removalKeeps(question: RemovalQuestion): Message[] {
  const { kind, view } = question;
  const grants = kind.steps.filter((step): step is GrantStep => 'grant' in step && step.grant in view.parts);
  return [
    ...(kind.stays?.removed(view) ?? []),
    ...grants.flatMap((step) => documentKept(question, step)),
    ...kind.steps.flatMap((step) => ('make' in step && !step.own ? madeKept(question, step.make) : [])),
    ...grants.flatMap((step) => sharedKept(question, step)),
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
function documentKept(question: RemovalQuestion, { grant: part, slot }: GrantStep): Message[] {
  const { view, rooms } = question;
  const read = view.evidence.parts[part] ?? { state: 'pending' as const };
  if (read.state === 'absent') return [];
  const type = rooms.resources[view.parts[part]?.is ?? '']?.documents[slot];
  if (!type?.writing?.whole) return [];
  const thing = partOf(view, part);
  const policy = thing ? textOf(type, thing) : read;
  if (policy.state === 'absent') return [];
  if (policy.state !== 'known') return say(question, part, 'unread');
  const text = String(policy.value);
  if (!parsePolicy(text).ok) return say(question, part, 'unparsed');
  const { statement } = removableIn(question, { part, slot });
  const others = statementsOf(text).filter((one) => statement(one) === 'of-others');
  return others.length > 0 ? say(question, part, 'statements', { count: others.length }) : [];
}

function madeKept(question: RemovalQuestion, part: string): Message[] {
  const why = partOf(question.view, part) ? whyKept(question, part) : null;
  return why ? say(question, part, why) : [];
}

/** What other wires live off. */
function sharedKept(question: RemovalQuestion, { grant: part, slot }: GrantStep): Message[] {
  const { view, rooms, resting } = question;
  if (slot !== 'identity') {
    const { name } = arnReading(rooms.resources);
    return sharedAskers(question, { part, slot }).flatMap((asker) => {
      const users = restingOnDocument(rooms, resting ?? [], { arn: view.arn(part), slot, asker });
      return users.length > 0 ? say(question, part, 'shared', { count: users.length, role: name(asker) }) : [];
    });
  }
  const users = usersOf(question, part);
  if (resting === null || users === 0 || attachedByUs(question, part, slot).length === 0) return [];
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
  return [...new Set([...askersOf(question, document), ...others])];
}
