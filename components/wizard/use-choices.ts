'use client';

import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { kindOf, useRooms } from '@/components/resource/rooms';
import { answerParams, type Choices, type Step, wizardParams } from './search-params';
import { shownStep } from './steps';
import type { Choosing } from './wizard-context';

/** The wizard's choices in the URL. Answering a question anew puts aside the plan that was made for the old answer. */
export function useChoices(): Choosing {
  const { kinds, questions } = useRooms();
  const { params, urlKeys } = useMemo(() => answerParams(questions), [questions]);
  const [chosen, setParams] = useQueryStates(wizardParams, { history: 'replace' });
  const [answers, setAnswers] = useQueryStates(params, { history: 'replace', urlKeys });
  // A link may name a kind that is not known here, of another version or mistyped: then the kind is asked for.
  const withKnownKind = useCallback(
    <T extends Pick<Choices, 'kind'>>(link: T): T => (kindOf({ kinds }, link.kind) ? link : { ...link, kind: null }),
    [kinds],
  );
  const choices: Choices = useMemo(() => ({ ...withKnownKind(chosen), answers }), [withKnownKind, chosen, answers]);
  const unknownKind = choices.kind === null ? chosen.kind : null;
  // The step stays where it is: an answer by itself must not turn the page.
  const choose = useCallback(
    ({ answers, ...others }: Partial<Omit<Choices, 'plan' | 'run' | 'step'>>) => {
      if (answers) void setAnswers(answers);
      void setParams((old) => ({ ...others, step: shownStep(withKnownKind(old)), plan: null, run: null }));
    },
    [setParams, setAnswers, withKnownKind],
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
  return { choices, unknownKind, choose, goTo, keepPlan, startRun, fill };
}
