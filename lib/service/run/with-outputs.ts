import type { Journal } from '@/lib/aws/change/performer';
import { calls } from '@/lib/wiring/call/calls';
import { textWithOutputs, withOutputs } from '@/lib/wiring/call/outputs';
import type { Change } from '@/lib/wiring/plan/plan';
import type { Run, RunStep } from '@/lib/wiring/run';

/** A step's change with what other steps have got from AWS: the ARN of a consumer that this run registered. */
export function changeOf(run: Run, step: RunStep): Change {
  return { ...step.change, call: withOutputs(calls, step.change.call, run.steps) };
}

/** Its journal, in the same terms. */
export function journalOf(run: Run, step: RunStep): Journal {
  const before = step.before === null ? null : textWithOutputs(calls, step.before, run.steps);
  return { before, begunAt: step.begunAt ?? null, result: step.result };
}
