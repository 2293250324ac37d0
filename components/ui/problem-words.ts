'use client';

import { useTranslations } from 'next-intl';
import type { Problem } from '@/lib/wiring/problem';
import { wordsOfPart } from '@/lib/wiring/refused-by';

export type ProblemWords = { title: string; detail?: string; cause?: string; fix?: string };

/**
 * A problem in the language of the page: `title`, `detail`, `cause` and `fix` of `problem.<code>` in the catalogue; what
 * it lacks is shown as the server sent it.
 */
export function useProblemWords(): (problem: Problem) => ProblemWords {
  const t = useTranslations();
  return (problem) => {
    const say = (part: keyof ProblemWords) => {
      const key = wordsOfPart(problem.code, part, problem.values);
      return t.has(key) ? t(key, problem.values) : problem[part];
    };
    return { title: say('title') ?? problem.title, detail: say('detail'), cause: say('cause'), fix: say('fix') };
  };
}
