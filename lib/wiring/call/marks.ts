import { accountOf } from '../arn';
import type { Mark, StandingMark } from '../mark';
import type { Run, RunStep } from '../run';
import type { ArnReading } from './call';
import { type Calls, typeOf } from './calls';

type Made = Pick<RunStep, 'change' | 'result'>;

/** What was there already when a run came to it is not that run's. */
export function wasThere({ result }: Pick<RunStep, 'result'>): boolean {
  return result?.already === 'true';
}

/** What a step's change leaves in AWS. */
export function marksLeft(calls: Calls, { change: { call }, result }: Made): Mark[] {
  return typeOf(calls, call).leaves(call, result ?? {});
}

/** What a step took away and its undo made again, as it is called since. */
export function marksRemade(calls: Calls, { change: { call }, result }: Made): Mark[] {
  const { takes, outputs } = typeOf(calls, call);
  const now = result === null ? {} : (outputs?.(call, result) ?? {});
  return takes(call, result ?? {}).flatMap((mark) => {
    const on = now[mark.on];
    return mark.slot === undefined && on !== undefined && on !== mark.on ? [{ ...mark, on }] : [];
  });
}

/** Whether a mark stands on a thing, which its service may call by its name alone: then in the thing's own account. */
export function isOn({ name }: ArnReading, mark: StandingMark, arn: string): boolean {
  return mark.on === arn || (mark.on === name(arn) && mark.accountId === accountOf(arn));
}

/**
 * What runs made and did not take away again, as far as their journals tell. Of a step that was cut off, what it was to
 * make may stand, and what it was to take away does.
 */
export function standingMarks(calls: Calls, newestFirst: readonly Run[]): StandingMark[] {
  const standing = new Map<string, StandingMark>();
  const keyOf = ({ accountId, on, slot, name }: StandingMark) => JSON.stringify([accountId, on, slot, name]);
  const steps = newestFirst.toReversed().flatMap((run) => run.steps);
  for (const step of steps.filter((one) => !wasThere(one))) {
    const { call, place } = step.change;
    const here = (marks: readonly Mark[]) => marks.map((mark) => ({ ...mark, accountId: place.accountId }));
    const gone = step.state === 'done' ? here(typeOf(calls, call).takes(call, step.result ?? {})) : [];
    const come = [...(mayStand(step) ? here(marksLeft(calls, step)) : []), ...here(marksRemade(calls, step))];
    for (const mark of gone) standing.delete(keyOf(mark));
    for (const mark of come) standing.set(keyOf(mark), mark);
  }
  return [...standing.values()];
}

function mayStand({ state, begunAt }: RunStep): boolean {
  return state === 'done' || (state !== 'undone' && state !== 'pending' && (begunAt ?? null) !== null);
}
