import { type inferParserType, parseAsJson, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { z } from 'zod/mini';
import { settingsSchema } from '@/lib/wiring/setting/settings';

export const STEPS = ['kind', 'source', 'reader', 'settings', 'plan', 'apply'] as const;

export type Step = (typeof STEPS)[number];

const changedSettings = z.partial(settingsSchema);

/** Every choice of the wizard. The link is the hand-over: nothing that matters is kept anywhere else. */
export const wizardParams = {
  kind: parseAsString,
  step: parseAsStringLiteral(STEPS),
  /** The producer's connection, and the stream's ARN. */
  producer: parseAsString,
  source: parseAsString,
  /** The registered consumer by name, for a kind that has one. Left out it is called like the function. */
  consumerName: parseAsString,
  /** The consumer's connection, and the function's ARN. */
  consumer: parseAsString,
  function: parseAsString,
  /** How the role gets its right. */
  grant: parseAsStringLiteral(['managed', 'least'] as const),
  /** How the key of an encrypted stream is opened to the role. */
  key: parseAsStringLiteral(['policy', 'grant'] as const),
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

export type Choices = inferParserType<typeof wizardParams>;
