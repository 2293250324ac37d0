import { type inferParserType, parseAsJson, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { z } from 'zod/mini';
import { settingsSchema } from '@/lib/wiring/setting/settings';

export const STEPS = ['kind', 'source', 'reader', 'settings', 'plan', 'apply'] as const;

export type Step = (typeof STEPS)[number];

const changedSettings = z.partial(settingsSchema);

/**
 * The choices of the wizard that every kind has. The link is the hand-over: nothing that matters is kept anywhere else.
 */
export const wizardParams = {
  kind: parseAsString,
  step: parseAsStringLiteral(STEPS),
  /** The producer's connection, and the source's ARN. */
  producer: parseAsString,
  source: parseAsString,
  /** The consumer's connection, and the reader's ARN. */
  consumer: parseAsString,
  function: parseAsString,
  /** Only the settings that differ from their defaults. */
  settings: parseAsJson((value) => {
    const parsed = changedSettings.safeParse(value);
    return parsed.success ? parsed.data : null;
  }),
  /** A wire to mend: both ends are taken from it. */
  wire: parseAsString,
  plan: parseAsString,
  run: parseAsString,
};

/** Answers by the names of questions; `null` for one that is not answered. */
export type Answers = Readonly<Record<string, string | null>>;

/** A question by its name in the link, and the answers that there are; any text where not said. */
type Asking = { parameter: string; answers?: readonly string[] };

/** Where each question stands in the link, and what it may be answered. */
export function answerParams(questions: Readonly<Record<string, Asking>>) {
  const params = Object.entries(questions).map(([name, { answers }]) => [
    name,
    answers ? parseAsStringLiteral(answers) : parseAsString,
  ]);
  const urlKeys = Object.entries(questions).map(([name, { parameter }]) => [name, parameter]);
  return {
    params: Object.fromEntries(params) as Record<string, typeof parseAsString>,
    urlKeys: Object.fromEntries(urlKeys) as Record<string, string>,
  };
}

/** Every choice of the wizard; `answers` to the questions of kinds. */
export type Choices = inferParserType<typeof wizardParams> & { answers: Answers };
