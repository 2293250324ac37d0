import type { RunStep } from '../run';
import type { Output } from './call';
import { type Call, type Calls, typeOf } from './calls';

type Answered = Pick<RunStep, 'change' | 'result'>;

/** Every output that a call of a plan may have. */
export function outputsOf(calls: Calls): Output[] {
  return Object.values(calls).flatMap(({ output }) => output ?? []);
}

/** What of a text only the answer to another call tells, each with the text that a shell variable will hold. */
export function outputsIn(calls: Calls, text: string): { text: string; output: Output }[] {
  return outputsOf(calls).flatMap((output) => {
    const around = new RegExp(`[^\\s"]*${output.placeholder.replaceAll(/[{}]/g, '\\$&')}`);
    const found = around.exec(text)?.[0];
    return found === undefined ? [] : [{ text: found, output }];
  });
}

/** A call of a run, with what the other steps of that run have got from AWS. */
export function withOutputs<C extends Call>(calls: Calls, call: C, steps: readonly Answered[]): C {
  // What a call was made with stays: its undo still goes by it.
  const known = answersTo(
    calls,
    steps.filter(({ change }) => change.call !== call),
  );
  const entries = Object.entries(call).map(([key, value]) => [
    key,
    typeof value === 'string' ? replaced(value, known) : value,
  ]);
  return Object.fromEntries(entries) as C;
}

/** The same for what a step's journal holds of before: a policy text names the thing it was on. */
export function textWithOutputs(calls: Calls, text: string, steps: readonly Answered[]): string {
  return replaced(text, answersTo(calls, steps));
}

/** The texts of a plan that answers have made another: each as the plan wrote it, and as it came to be. */
function answersTo(calls: Calls, steps: readonly Answered[]): [planned: string, now: string][] {
  return steps.flatMap(({ change: { call }, result }) =>
    result === null ? [] : Object.entries(typeOf(calls, call).outputs?.(call, result) ?? {}),
  );
}

function replaced(text: string, known: readonly [planned: string, now: string][]): string {
  return known.reduce((so, [planned, now]) => so.replaceAll(planned, now), text);
}
