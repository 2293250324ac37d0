import { createTranslator } from 'next-intl';
import { catalogues } from '@/lib/messages/catalogues';
import type { Problem } from '@/lib/wiring/problem';
import type { Said } from '@/lib/wiring/said';
import { ProblemError } from './problem-error';

type Values = Record<string, string | number>;

// Codes and keys come as values here; `refuse.test.ts` holds every one of ours against the catalogue.
const say = createTranslator({ locale: 'en', messages: catalogues.en }) as unknown as {
  (key: string, values?: Values): string;
  has(key: string): boolean;
};

/** A sentence in English, for an answer that a script or a log reads. */
export function inEnglish(said: Said): string {
  return say(said.key, said.values);
}

/**
 * The problem `code` of the catalogue's `problem`: its words for scripts, its code and values for screens, which say it
 * in their own language.
 */
export function refusal(status: number, code: string, values: Values = {}): ProblemError {
  const words = (part: string) => say(`problem.${code}.${part}`, values);
  const problem: Omit<Problem, 'type'> = { status, code, title: words('title'), detail: words('detail'), values };
  for (const part of ['cause', 'fix'] as const) {
    if (say.has(`problem.${code}.${part}`)) problem[part] = words(part);
  }
  return new ProblemError(problem);
}
