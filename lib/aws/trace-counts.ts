import type { Session } from './session/session';

/** Sums since a moment; `null` where the metrics could not be read. */
export type TraceCounts = Record<'polled' | 'filteredOut' | 'invocations' | 'errors' | 'throttles', number> | null;

/**
 * Counts what was delivered to a reader since a moment, epoch milliseconds. `pulse` names what moves its records, where
 * something does.
 */
export type CountTrace = (
  session: Session,
  reader: string,
  pulse: string | null,
  since: number,
) => Promise<TraceCounts>;
