import type { PolicyDocument } from './document';
import { momentOf } from './moment';

const OF_TIME: ReadonlySet<string> = new Set(['aws:currenttime', 'aws:epochtime']);
const SECOND = 1_000;

/** The condition keys by which a request says when it is made, for a moment in epoch milliseconds. */
export function timeKeys(moment: number): Record<string, string> {
  return {
    'aws:CurrentTime': new Date(moment).toISOString(),
    'aws:EpochTime': String(Math.floor(moment / SECOND)),
  };
}

/**
 * The moment after which something that holds now holds no more, as conditions on time in these documents have it;
 * `null` where none of them ends it. Moments are epoch milliseconds.
 */
export function lastMoment(
  documents: readonly PolicyDocument[],
  now: number,
  holds: (moment: number) => boolean,
): number | null {
  const later = momentsIn(documents).filter((moment) => moment >= now);
  return later.sort((one, other) => one - other).find((moment) => !holds(moment + SECOND)) ?? null;
}

function momentsIn(documents: readonly PolicyDocument[]): number[] {
  return documents
    .flatMap(({ statements }) => statements.flatMap(({ conditions }) => conditions))
    .filter(({ key }) => OF_TIME.has(key.toLowerCase()))
    .flatMap(({ values }) => values.map(momentOf))
    .filter((moment) => moment !== null);
}
