'use client';

import { useTranslations } from 'next-intl';
import { uncheckedKey } from '@/lib/wiring/message';
import type { Problem } from '@/lib/wiring/problem';

export type ProblemWords = { title: string; detail?: string; cause?: string; fix?: string };

/**
 * A problem in the language of the page: `title`, `detail`, `cause` and `fix` of `problem.<code>` in the catalogue; what
 * it lacks is shown as the server sent it.
 */
export function useProblemWords(): (problem: Problem) => ProblemWords {
  const t = useTranslations();
  return (problem) => {
    const say = (part: keyof ProblemWords) => {
      const key = uncheckedKey(`problem.${problem.code}.${part}`);
      return t.has(key) ? t(key, problem.values) : problem[part];
    };
    return { title: say('title') ?? problem.title, detail: say('detail'), cause: say('cause'), fix: say('fix') };
  };
}
