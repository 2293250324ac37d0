import type { Journal } from '@/lib/aws/change/performer';
import { textWithOutputs, withOutputs } from '@/lib/wiring/call/outputs';
import type { Change } from '@/lib/wiring/plan/plan';
import type { RunStep } from '@/lib/wiring/run';
import type { StepContext } from './run-waits';

type Context = Pick<StepContext, 'calls' | 'pen'>;

/** A step's change with what other steps have got from AWS: the ARN of a consumer that this run registered. */
export function changeNow({ calls, pen }: Context, step: RunStep): Change {
  return { ...step.change, call: withOutputs(calls, step.change.call, pen.run.steps) };
}

/** Its journal, in the same terms. */
export function journalNow({ calls, pen }: Context, step: RunStep): Journal {
  const before = step.before === null ? null : textWithOutputs(calls, step.before, pen.run.steps);
  return { before, begunAt: step.begunAt ?? null, result: step.result };
}
