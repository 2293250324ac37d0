import type { RunStep } from '../run';
import type { Output } from './call';
import { type Call, type Calls, typeOf } from './calls';

type Answered = Pick<RunStep, 'change' | 'result'>;

/** Every output that a call of a plan may have. */
export function outputsOf(calls: Calls): Output[] {
  return Object.values(calls).flatMap(({ output }) => output ?? []);
}

/** The output that a text stands for as a whole: the ARN that a plan foretells, which nothing that is there has. */
export function outputOf(calls: Calls, text: string): Output | null {
  return outputsOf(calls).find(({ foretold }) => foretold.test(text)) ?? null;
}

/** What of a call only the answer to another tells: the ARNs that it is made with, each with its output. */
export function outputsIn(calls: Calls, call: Call): { text: string; output: Output }[] {
  const texts = [...new Set(Object.values(call).filter((value) => typeof value === 'string'))];
  return texts.flatMap((text) => {
    const output = outputOf(calls, text);
    return output ? [{ text, output }] : [];
  });
}

/** The documents that a call writes or replaces. */
export function documentsOf(calls: Calls, call: Call): (string | null)[] {
  return typeOf(calls, call).document?.(call) ?? [];
}

/** A call of a run, with what the other steps of that run have got from AWS. */
export function withOutputs<C extends Call>(calls: Calls, call: C, steps: readonly Answered[]): C {
  // What a call was made with stays: its undo still goes by it.
  const known = answersTo(
    calls,
    steps.filter(({ change }) => change.call !== call),
  );
  const documents = documentsOf(calls, call);
  const ofThing = answersFor(call, known);
  const entries = Object.entries(call).map(([key, value]) => {
    if (typeof value !== 'string') return [key, value];
    return [key, documents.includes(value) ? replaced(value, ofThing) : (known.get(value) ?? value)];
  });
  return Object.fromEntries(entries) as C;
}

/** The same for what a step's journal holds of before: a policy text names the thing it was on. */
export function textWithOutputs(calls: Calls, call: Call, text: string, steps: readonly Answered[]): string {
  return replaced(text, answersFor(call, answersTo(calls, steps)));
}

type Answers = ReadonlyMap<string, string>;

/** The texts of a plan that answers have made another: each as the plan wrote it, and as it came to be. */
function answersTo(calls: Calls, steps: readonly Answered[]): Answers {
  return new Map(
    steps.flatMap(({ change: { call }, result }) =>
      result === null ? [] : Object.entries(typeOf(calls, call).outputs?.(call, result) ?? {}),
    ),
  );
}

/** Those of the things that a call is made on. Other things' documents may spell the same, and are somebody else's word. */
function answersFor(call: Call, known: Answers): Answers {
  const values = Object.values(call);
  return new Map([...known].filter(([planned]) => values.some((value) => value === planned)));
}

function replaced(text: string, known: Answers): string {
  return [...known].reduce((so, [planned, now]) => so.replaceAll(planned, now), text);
}
