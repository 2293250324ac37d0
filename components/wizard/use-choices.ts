'use client';

import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { type Choices, type Step, wizardParams } from './search-params';
import { shownStep } from './steps';

/** The wizard's choices in the URL. Answering a question anew puts aside the plan that was made for the old answer. */
export function useChoices() {
  const [choices, setParams] = useQueryStates(wizardParams, { history: 'replace' });
  // The step stays where it is: an answer by itself must not turn the page.
  const choose = useCallback(
    (answers: Partial<Omit<Choices, 'plan' | 'run' | 'step'>>) =>
      void setParams((old) => ({ ...answers, step: shownStep(old), plan: null, run: null })),
    [setParams],
  );
  const goTo = useCallback((step: Step) => void setParams({ step }, { history: 'push' }), [setParams]);
  const keepPlan = useCallback((plan: string) => void setParams({ plan }), [setParams]);
  const startRun = useCallback(
    (run: string) => void setParams({ run, step: 'apply' }, { history: 'push' }),
    [setParams],
  );
  const fill = useCallback((answers: Partial<Choices>) => void setParams(answers), [setParams]);
  return { choices, choose, goTo, keepPlan, startRun, fill };
}
