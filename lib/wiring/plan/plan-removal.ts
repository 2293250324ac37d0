import { revisionOf, textOf } from '../judge/document';
import type { GrantStep, MakeStep } from '../kind/kind';
import { arnReading } from '../resource/arn-reading';
import { type Draft, numbered } from './change';
import { droppedNote } from './dropped-note';
import { emptied } from './emptied';
import { mayChange } from './may-change';
import { othersUnread, placeOfOthers } from './others-unread';
import type { Change, PreCheck } from './plan';
import type { PlanBody } from './plan-wire';
import { preCheck } from './pre-check';
import { everyPart, partOf, placeOf } from './question';
import { removableIn } from './removable';
import { removalKeeps } from './removal-keeps';
import type { RemovalQuestion } from './removal-question';
import { roleRemovals } from './role-removals';
import { whyKept } from './why-kept';

/**
 * Takes a wire away and leaves everything that is not ours: marks of ours that no other wire's needs rest on. What was made
 * goes in reverse, each after its own policies; then the other policies, those of the asker last.
 */
export function planRemoval(question: RemovalQuestion): PlanBody {
  const { kind, rooms } = question;
  const makes = kind.steps.filter((step): step is MakeStep => 'make' in step).toReversed();
  const grants = kind.steps.filter((step): step is GrantStep => 'grant' in step);
  const made = new Set(makes.map(({ make }) => make));
  const others = grants.filter(({ grant }) => !made.has(grant));
  const shared = [
    ...others.filter(({ slot }) => slot !== 'identity').flatMap((one) => documentRemovals(question, one)),
    ...others.filter(({ slot }) => slot === 'identity').flatMap((one) => documentRemovals(question, one)),
  ];
  const drafts = [
    ...makes.flatMap((step) => [
      ...grants.filter(({ grant }) => grant === step.make).flatMap((one) => documentRemovals(question, one)),
      ...unmaking(question, step),
    ]),
    ...shared,
  ];
  const changes = numbered(rooms.calls, arnReading(rooms.resources), drafts);
  const checks = [
    ...makeChecks(question, makes, changes),
    ...(shared.length > 0 ? othersChecks(question) : []),
    ...mayChange(question, drafts, 'remove'),
  ];
  const blocked = checks.some((check) => check.state === 'failed');
  return { changes, checks, blocked, keeps: removalKeeps(question), costs: [] };
}

/** Takes our statements out of a document, and out of those of things that stood in its place before. */
function documentRemovals(question: RemovalQuestion, { grant, slot }: GrantStep): Draft[] {
  return everyPart(question.view, grant).flatMap((part): Draft[] => {
    const thing = partOf(question.view, part);
    const place = placeOf(question, part);
    const type = thing && question.rooms.resources[thing.is]?.documents[slot];
    if (!thing || !place || !type) return [];
    const { whole, named, single } = type.writing ?? {};
    if (named) return roleRemovals(question, part, slot);
    const document = { part, slot };
    const found = whole ? emptied(question, document, textOf(type, thing)) : null;
    const { before = null, after = null, dropped = [] } = found ?? {};
    const revision = revisionOf(type, thing);
    const call = found && whole ? whole.call({ arn: thing.arn, before, after, revision }) : null;
    const base = { ...place, glyph: 'remove' as const, answers: [] };
    const standing = single?.standing(thing);
    const removable = removableIn(question, document);
    const ours = standing?.state === 'known' ? standing.value.filter((one) => removable.single(one) === 'due') : [];
    return [
      ...(call ? [{ ...base, call, ...droppedNote(dropped) }] : []),
      ...ours.flatMap((one) => (single ? [{ ...base, call: single.revoke(thing.arn, one) }] : [])),
    ];
  });
}

/** Takes away what the wire alone has, and what a run of ours made and nobody else uses. */
function unmaking(question: RemovalQuestion, step: MakeStep): Draft[] {
  const thing = partOf(question.view, step.make);
  const place = placeOf(question, step.make);
  if (!thing || !place || (!step.own && whyKept(question, step.make) !== null)) return [];
  const call = step.unmake(question.view, thing);
  const notes = step.loses?.(question.view, thing) ?? [];
  return call ? [{ ...place, glyph: 'remove', answers: [], call, ...(notes.length > 0 ? { notes } : {}) }] : [];
}

/** What others may live off is not taken away while a connection that should tell them does not. */
function othersChecks(question: RemovalQuestion): PreCheck[] {
  const place = placeOfOthers(question);
  const isReached = place !== undefined && question.accountOf(place) !== null;
  const message = isReached ? othersUnread(question) : null;
  return message === null
    ? []
    : [preCheck('others-read', 'failed', { key: 'check.others-unread', values: { message } })];
}

/** What stands against taking away what was made: a mapping that is between two states, or that could not be read. */
function makeChecks(question: RemovalQuestion, makes: readonly MakeStep[], changes: readonly Change[]): PreCheck[] {
  return makes
    .filter(({ make }) => placeOf(question, make) !== null)
    .flatMap((step) => step.checks?.(question.view, changes) ?? [])
    .filter(({ state }) => state !== 'passed');
}
