import { withoutDeadPrincipals } from '@/lib/policy/dead-principals';
import { mergeStatements } from '@/lib/policy/merge';
import { documentOf, revisionOf, textOf } from '../judge/document';
import type { GrantStep } from '../kind/kind';
import { missingOf } from '../need';
import type { PartName } from '../part';
import { readOf } from '../view';
import type { Draft } from './change';
import { droppedNote } from './dropped-note';
import { type FormerStatement, formerStatements, isLivedOff } from './former-statements';
import { askersIn, grantsIn, statementsFor } from './needed-statements';
import { grantName, statementSid } from './our-statements';
import { type PlanQuestion, partOf, placeOf } from './question';
import { roleChanges } from './role-changes';

/** Changes to a document, and what keeps one of them from being written. */
export type DocumentChanges = {
  drafts: Draft[];
  problem?: 'unparsed' | 'too-long';
  /** With `too-long`: how many bytes AWS takes. */
  most?: number;
};

const nothing: DocumentChanges = { drafts: [] };

/** Lets in whoever the needs name by one document of a part, where something is missing there. Others' statements stay. */
export function documentChanges(question: PlanQuestion, { grant: part, slot }: GrantStep): DocumentChanges {
  const { view, verdicts, rooms, wireId } = question;
  const thing = partOf(view, part);
  const place = placeOf(question, part);
  const answers = missingOf(
    verdicts,
    ({ demand }) => demand.type === 'grant' && demand.in.part === part && demand.in.slot === slot,
  );
  if (answers.length === 0 || !(thing || isToCome(question, part)) || !place) return nothing;
  const type = documentOf(rooms.resources, view, part, slot);
  const { single, whole, named } = type.writing ?? {};
  const chosen = type.choice && view.chosen[type.choice.setting];
  if (named) return thing ? { drafts: roleChanges(question, { part, slot, thing, place, answers }) } : nothing;
  if (single && (!whole || chosen === type.choice?.single)) {
    const demands = grantsIn(neededBy(question), part, slot).map((one) => ({ ...one, context: one.context ?? {} }));
    const call = single.create(view.arn(part), grantName(wireId), demands);
    return { drafts: [{ ...place, answers, glyph: 'add', call }] };
  }
  return whole ? wholeChange(question, { part, slot, place, answers }) : nothing;
}

/** Whether this plan makes the thing: then there is no document yet that could say anything else. */
function isToCome({ kind, view }: PlanQuestion, part: PartName): boolean {
  return readOf(view, part).state === 'absent' && kind.steps.some((step) => 'make' in step && step.make === part);
}

function neededBy({ verdicts }: PlanQuestion, ids?: readonly string[]) {
  const needs = verdicts.map(({ need }) => need);
  return ids ? needs.filter(({ id }) => ids.includes(id)) : needs;
}

function wholeChange(
  question: PlanQuestion,
  {
    part,
    slot,
    place,
    answers,
  }: { part: string; slot: GrantStep['slot']; place: Pick<Draft, 'side' | 'place'>; answers: string[] },
): DocumentChanges {
  const { rooms, view, wireId } = question;
  const type = documentOf(rooms.resources, view, part, slot);
  const thing = partOf(view, part);
  const whole = type.writing?.whole;
  const text = thing ? textOf(type, thing) : readOf(view, part);
  if (!whole || (text.state !== 'known' && text.state !== 'absent')) return nothing;
  const before = text.state === 'known' ? String(text.value) : null;
  const alive = before === null ? { ok: true as const, text: null, dropped: [] } : withoutDeadPrincipals(before);
  const kept = formerStatements(question, { part, slot }).filter(isLivedOff);
  const form = { sidOf: freeSid(wireId, kept), resource: whole.resource, principal: true };
  // Whoever is let in already is not let in once more.
  const lacking = askersIn(grantsIn(neededBy(question, answers), part, slot));
  const grants = grantsIn(neededBy(question), part, slot).filter(({ principal }) => lacking.includes(principal));
  const statements = statementsFor(rooms.resources, view, grants, form);
  const merged = alive.ok
    ? mergeStatements(
        alive.text,
        statements.map((statement) => ({ sid: statement.Sid, statement })),
      )
    : alive;
  if (!merged.ok || !alive.ok) return { drafts: [], problem: 'unparsed' };
  const call = whole.call({ arn: view.arn(part), before, after: merged.text, revision: revisionOf(type, thing) });
  if (call === null) return nothing;
  const glyph = before === null ? 'add' : 'change';
  const drafts: Draft[] = [{ ...place, answers, glyph, call, ...droppedNote(alive.dropped) }];
  return bytesOf(merged.text) > whole.mostBytes ? { drafts, problem: 'too-long', most: whole.mostBytes } : { drafts };
}

/** A statement that others live off keeps its `Sid`, and ours gets the next. */
function freeSid(wireId: string, kept: readonly FormerStatement[]): (name: string) => string {
  const taken = new Set(kept.map(({ sid }) => sid));
  return (name) => {
    let sid = statementSid(wireId, name);
    for (let count = 2; taken.has(sid); count += 1) sid = statementSid(wireId, `${name}${count}`);
    return sid;
  };
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
