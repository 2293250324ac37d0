import type { Journal } from '@/lib/aws/change/performer';
import { textWithLearned, withLearned } from '@/lib/wiring/call/known-after';
import type { Change } from '@/lib/wiring/plan/plan';
import type { Run, RunStep } from '@/lib/wiring/run';

/** A step's change with what the steps before it learned from AWS: the ARN of a consumer that this run registered. */
export function changeOf(run: Run, step: RunStep): Change {
  return { ...step.change, call: withLearned(step.change.call, run.steps) };
}

/** Its journal, in the same terms. */
export function journalOf(run: Run, step: RunStep): Journal {
  const before = step.before === null ? null : textWithLearned(step.before, run.steps);
  return { before, begunAt: step.begunAt ?? null, result: step.result };
}
