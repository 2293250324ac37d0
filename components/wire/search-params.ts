import { parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server';

export const TABS = ['halves', 'policies', 'logs', 'activity'] as const;

/** What of a wire is shown. */
export const wireParams = {
  tab: parseAsStringLiteral(TABS).withDefault('halves'),
  /** The need whose evidence is open at the side, by its id. */
  grant: parseAsString,
  /** The form for a test record is open. */
  record: parseAsBoolean.withDefault(false),
};
