import { type Choices, STEPS, type Step } from './search-params';

/** What steps follow from. */
type Progress = Omit<Choices, 'answers'>;

/** The first question that has no answer yet. With both ends known that is the settings; a run shows itself. */
export function firstOpenStep(choices: Progress): Step {
  if (choices.run) return 'apply';
  if (!choices.kind) return 'kind';
  if (!choices.source || !choices.producer) return 'source';
  if (!choices.function || !choices.consumer) return 'reader';
  return choices.plan ? 'plan' : 'settings';
}

/** A step may be opened when every question before it is answered. */
export function mayOpen(step: Step, choices: Progress): boolean {
  if (choices.run) return true;
  const open = choices.plan ? 'apply' : firstOpenStep(choices) === 'settings' ? 'plan' : firstOpenStep(choices);
  return STEPS.indexOf(step) <= STEPS.indexOf(open) && (step !== 'apply' || choices.run !== null);
}

/** The step that a link shows: the one it names when that can be opened, otherwise the first open question. */
export function shownStep(choices: Progress): Step {
  return choices.step && mayOpen(choices.step, choices) ? choices.step : firstOpenStep(choices);
}

export function stepBefore(step: Step): Step | null {
  return STEPS[STEPS.indexOf(step) - 1] ?? null;
}
