import { parseAsBoolean, parseAsIsoDateTime, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { ZONES } from './zone';

export const RANGES = ['15m', '1h', '6h', '24h', '7d'] as const;

export type Range = (typeof RANGES)[number];

/** How a log is read. `at` and `line` point at one line, for a link that leads back to it. */
export const logParams = {
  mode: parseAsStringLiteral(['follow', 'history'] as const).withDefault('follow'),
  filter: parseAsString.withDefault(''),
  range: parseAsStringLiteral(RANGES).withDefault('1h'),
  wrap: parseAsBoolean.withDefault(true),
  /** How to follow; the start of a session that AWS bills is asked for all the same. */
  by: parseAsStringLiteral(['live-tail', 'polling'] as const).withDefault('live-tail'),
  zone: parseAsStringLiteral(ZONES).withDefault('local'),
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
