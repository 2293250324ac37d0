'use client';

import { useTranslations } from 'next-intl';
import type { Problem } from '@/lib/wiring/problem';

type AnyKey = Parameters<ReturnType<typeof useTranslations<never>>>[0];

export type ProblemWords = { title: string; detail?: string; cause?: string; fix?: string };

/**
 * A problem in the language of the page: `problem.<code>` in the catalogue is a sentence, or `title`, `detail`, `cause`
 * and `fix`; what the catalogue lacks is shown as the server sent it.
 */
export function useProblemWords(): (problem: Problem) => ProblemWords {
  const t = useTranslations();
  return (problem) => {
    const at = `problem.${problem.code}`;
    const say = (key: string) => (t.has(key as AnyKey) ? t(key as AnyKey, problem.values) : undefined);
    const parts = t.has(`${at}.title` as AnyKey) || t.has(`${at}.detail` as AnyKey);
    return {
      title: (parts ? say(`${at}.title`) : say(at)) ?? problem.title,
      detail: (parts ? say(`${at}.detail`) : undefined) ?? problem.detail,
      cause: (parts ? say(`${at}.cause`) : undefined) ?? problem.cause,
      fix: (parts ? say(`${at}.fix`) : undefined) ?? problem.fix,
    };
  };
}
