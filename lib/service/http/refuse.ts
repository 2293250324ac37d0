import { createTranslator } from 'next-intl';
import { catalogues } from '@/lib/messages/catalogues';
import { type Message, uncheckedKey, type Values } from '@/lib/wiring/message';
import type { Problem, ProblemCode } from '@/lib/wiring/problem';
import { wordsOfPart } from '@/lib/wiring/refused-by';
import { ProblemError } from './problem-error';

const say = createTranslator({ locale: 'en', messages: catalogues.en });

/** A sentence in English, for an answer that a script or a log reads. */
export function inEnglish({ key, values }: Message): string {
  return say(key, values);
}

/** What a schema has against a value: the sentence whose key it gives, else its own words. */
export function faultInEnglish(said: string): string {
  const key = uncheckedKey(said);
  return say.has(key) ? say(key) : said;
}

/**
 * The problem `code` of the catalogue's `problem`: its words for scripts, its code and values for screens, which say it
 * in their own language.
 */
export function refusal(status: number, code: ProblemCode, values: Values = {}): ProblemError {
  const words = { title: say(`problem.${code}.title`, values), detail: say(`problem.${code}.detail`, values) };
  const problem: Omit<Problem, 'type'> = { status, code, ...words, values };
  for (const part of ['cause', 'fix'] as const) {
    // Not every problem has them.
    const key = wordsOfPart(code, part, values);
    if (say.has(key)) problem[part] = say(key, values);
  }
  return new ProblemError(problem);
}
