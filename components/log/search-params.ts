import { parseAsBoolean, parseAsIsoDateTime, parseAsString, parseAsStringLiteral } from 'nuqs/server';

export const RANGES = ['15m', '1h', '6h', '24h', '7d'] as const;

export type Range = (typeof RANGES)[number];

/** How a log is read. `at` and `line` point at one line, for a link that leads back to it. */
export const logParams = {
  mode: parseAsStringLiteral(['follow', 'history'] as const).withDefault('follow'),
  filter: parseAsString.withDefault(''),
  range: parseAsStringLiteral(RANGES).withDefault('1h'),
  wrap: parseAsBoolean.withDefault(true),
  at: parseAsIsoDateTime,
  line: parseAsString,
};

const MINUTES: Record<Range, number> = { '15m': 15, '1h': 60, '6h': 360, '24h': 1440, '7d': 10_080 };

const AROUND_MINUTES = 5;

/** From when to when a range reaches, as ISO times; around a moment when there is one. */
export function boundsOf(range: Range, at: Date | null, now: Date): { from: string; to: string } {
  const shifted = (date: Date, minutes: number) => new Date(date.getTime() + minutes * 60_000).toISOString();
  if (at) return { from: shifted(at, -AROUND_MINUTES), to: shifted(at, AROUND_MINUTES) };
  return { from: shifted(now, -MINUTES[range]), to: now.toISOString() };
}
