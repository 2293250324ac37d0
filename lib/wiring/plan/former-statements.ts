import { isDeadPrincipal } from '@/lib/policy/inspect';
import { textOf } from '../judge/document';
import { decidedAlone } from './alone';
import { type Dependent, demandsOnDocument } from './dependents';
import { isOfWire } from './our-statements';
import { type PlanQuestion, partOf } from './question';
import { askersOf, type Document } from './removal-question';
import { namedBy, statementsOf } from './statements';

/** A statement of this wire for whoever its reader ran as before, and the wires that live off it. */
export type FormerStatement = {
  sid: string;
  askers: string[];
  /** `null` where other wires were not looked for. */
  users: readonly Dependent[] | null;
};

/** Statements of this wire in one document that let in somebody else than who asks now, and somebody who is there. */
export function formerStatements(question: PlanQuestion, { part, slot }: Document): FormerStatement[] {
  const { view, rooms, wireId, dependents } = question;
  const thing = partOf(view, part);
  const type = thing && rooms.resources[thing.is]?.documents[slot];
  const text = thing && type?.writing?.whole ? textOf(type, thing) : null;
  if (!thing || !type || text?.state !== 'known') return [];
  const askers = askersOf(question, { part, slot });
  const demands = demandsOnDocument(rooms, dependents ?? [], { arn: thing.arn, slot });
  return statementsOf(text.value).flatMap((statement) => {
    const { sid } = statement;
    const named = isOfWire(sid, wireId) ? namedBy(statement).filter((one) => !isDeadPrincipal(one)) : [];
    if (sid === null || named.length === 0 || named.some((one) => askers.includes(one))) return [];
    const users = demands.filter(
      ({ dependent, grant }) =>
        decidedAlone(rooms.resources, dependent, grant, statement, { arn: thing.arn, type }) !== 'deny',
    );
    const each = [...new Set(users.map(({ dependent }) => dependent))];
    return [{ sid, askers: named, users: dependents ? each : null }];
  });
}

/** Whether a plan may have to leave one of them, for which other wires must be looked for. */
export function hasFormerStatements(question: PlanQuestion): boolean {
  return question.kind.steps.some(
    (step) => 'grant' in step && formerStatements(question, { part: step.grant, slot: step.slot }).length > 0,
  );
}

/** Those that stay: other wires live off them, or that could not be told. */
export function isLivedOff({ users }: FormerStatement): boolean {
  return users === null || users.length > 0;
}
