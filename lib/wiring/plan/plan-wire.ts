import type { ArnReading } from '../call/call';
import { typeOf } from '../call/calls';
import { textOf } from '../judge/document';
import type { MakeStep } from '../kind/kind';
import type { Message } from '../message';
import { arnReading } from '../resource/arn-reading';
import { type Draft, numbered } from './change';
import { blockedBy, preChecks } from './check';
import { type DocumentChanges, documentChanges } from './document-changes';
import { formerStatements } from './former-statements';
import { isOurs } from './our-statements';
import type { Plan } from './plan';
import { type PlanQuestion, partOf, placeOf } from './question';
import { statementsOf } from './statements';

export type PlanBody = Pick<Plan, 'changes' | 'checks' | 'blocked' | 'keeps' | 'costs'>;

/** What is missing, as changes in the order of the kind's steps, each with its difference and its undo. */
export function planWire(question: PlanQuestion): PlanBody {
  const { kind, view, rooms, verdicts } = question;
  const each = kind.steps.map((step): DocumentChanges => {
    if ('grant' in step) return view.parts[step.grant] ? documentChanges(question, step) : { drafts: [] };
    if ('make' in step) return { drafts: makings(question, step) };
    const mended = verdicts.some(({ need, state }) => need.id === step.mend && state === 'missing');
    const making = mended ? step.call(view) : null;
    const place = placeOf(question, step.on);
    return { drafts: making && place ? [{ ...place, ...making }] : [] };
  });
  const drafts = each.flatMap((one) => one.drafts);
  const arns: ArnReading = arnReading(rooms.resources);
  const changes = numbered(rooms.calls, arns, drafts);
  const checks = preChecks(question, changes, each);
  const made = kind.steps.flatMap((step, index) =>
    'make' in step && each[index]?.drafts.some(({ glyph }) => glyph === 'add') ? [step.make] : [],
  );
  return {
    changes,
    checks,
    blocked: blockedBy(verdicts, changes, checks),
    keeps: [...othersStatements(question, each), ...formerKept(question), ...(kind.stays?.made(view, drafts) ?? [])],
    costs: kind.costs?.(view, made) ?? [],
  };
}

function makings(question: PlanQuestion, step: MakeStep): Draft[] {
  const place = placeOf(question, step.make);
  return place ? step.changes(question.view, question.verdicts).map((making) => ({ ...place, ...making })) : [];
}

/** Whom this wire let in before, and who stays let in since other wires live off that. */
function formerKept(question: PlanQuestion): Message[] {
  const { kind, view, rooms } = question;
  const { name } = arnReading(rooms.resources);
  return kind.steps.flatMap((step) => {
    const thing = 'grant' in step ? partOf(view, step.grant) : null;
    const said = rooms.resources[thing?.is ?? '']?.kept?.shared;
    if (!('grant' in step) || !thing || !said) return [];
    return formerStatements(question, { part: step.grant, slot: step.slot }).flatMap(({ askers, users }) =>
      users && users.length > 0 ? [said(thing.arn, { count: users.length, role: askers.map(name).join(', ') })] : [],
    );
  });
}

/** Statements of others beside which ours stand and which stay as they are, where a resource says so. */
function othersStatements({ kind, view, rooms }: PlanQuestion, each: readonly DocumentChanges[]): Message[] {
  return kind.steps.flatMap((step, index) => {
    if (!('grant' in step)) return [];
    const thing = partOf(view, step.grant);
    const resource = thing && rooms.resources[thing.is];
    const type = resource?.documents[step.slot];
    if (!thing || !type?.writing?.whole || !resource?.kept?.statements) return [];
    const read = textOf(type, thing);
    const text = read.state === 'known' ? read.value : '';
    const after = each[index]?.drafts.map(({ call }) => typeOf(rooms.calls, call).document?.(call)[1] ?? '') ?? [];
    const stay = new Set((after.length > 0 ? after : [text]).flatMap(statementsOf).map((one) => one.text));
    const others = statementsOf(text).filter((one) => !isOurs(one.sid) && stay.has(one.text));
    return others.length > 0 ? [resource.kept.statements(thing.arn, { count: others.length })] : [];
  });
}
