import type { Journal } from '@/lib/aws/change/performer';
import { textWithOutputs, withOutputs } from '@/lib/wiring/call/outputs';
import type { Change } from '@/lib/wiring/plan/plan';
import type { RunStep } from '@/lib/wiring/run';
import type { StepContext } from './run-waits';

type Context = Pick<StepContext, 'reading' | 'journal'>;

/** A step's change with what other steps have got from AWS: the ARN of a consumer that this run registered. */
export function changeNow({ reading: { rooms }, journal }: Context, step: RunStep): Change {
  return { ...step.change, call: withOutputs(rooms.calls, step.change.call, journal.run.steps) };
}

/** Its journal, in the same terms. */
export function journalNow({ reading: { rooms }, journal }: Context, step: RunStep): Journal {
  const before =
    step.before === null ? null : textWithOutputs(rooms.calls, step.change.call, step.before, journal.run.steps);
  return { before, begunAt: step.begunAt ?? null, result: step.result };
}
