'use client';

import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { useRooms } from '@/components/resource/rooms';
import { answerParams, type Choices, type Step, wizardParams } from './search-params';
import { shownStep } from './steps';
import type { Choosing } from './wizard-context';

/** The wizard's choices in the URL. Answering a question anew puts aside the plan that was made for the old answer. */
export function useChoices(): Choosing {
  const { questions } = useRooms();
  const { params, urlKeys } = useMemo(() => answerParams(questions), [questions]);
  const [chosen, setParams] = useQueryStates(wizardParams, { history: 'replace' });
  const [answers, setAnswers] = useQueryStates(params, { history: 'replace', urlKeys });
  const choices: Choices = useMemo(() => ({ ...chosen, answers }), [chosen, answers]);
  // The step stays where it is: an answer by itself must not turn the page.
  const choose = useCallback(
    ({ answers, ...others }: Partial<Omit<Choices, 'plan' | 'run' | 'step'>>) => {
      if (answers) void setAnswers(answers);
      void setParams((old) => ({ ...others, step: shownStep(old), plan: null, run: null }));
    },
    [setParams, setAnswers],
  );
  const goTo = useCallback((step: Step) => void setParams({ step }, { history: 'push' }), [setParams]);
  const keepPlan = useCallback((plan: string) => void setParams({ plan }), [setParams]);
  const startRun = useCallback(
    (run: string) => void setParams({ run, step: 'apply' }, { history: 'push' }),
    [setParams],
  );
  const fill = useCallback(
    ({ answers, ...others }: Partial<Choices>) => {
      if (answers) void setAnswers(answers);
      void setParams(others);
    },
    [setParams, setAnswers],
  );
  return { choices, choose, goTo, keepPlan, startRun, fill };
}
