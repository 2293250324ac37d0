import type { Message } from '@/lib/wiring/message';
import type { Verdict } from '@/lib/wiring/need';
import type { EvidenceFields } from '@/lib/wiring/projection';
import type { Refusal } from '@/lib/wiring/read';

/** What is known when a record has stopped on its way. Counts are since the record was put; `null` where unread. */
export type StallFacts = {
  verdicts: Verdict[];
  evidence: EvidenceFields;
  throttles: number | null;
  errors: number | null;
  filteredOut: number | null;
  /** The log could not be read: it may not be, or the read failed with these words. */
  logRefusal: Refusal | null;
  logFailure: string | null;
  logMissing: boolean;
  logGroup: string;
};

function rows(verdicts: readonly Verdict[]): { rows: string; count: number } {
  return { rows: verdicts.map(({ need }) => `${need.side}: ${need.row}`).join(', '), count: verdicts.length };
}

/** Why no mapping has come to the record, most certain cause first. */
export function whyNotPickedUp({ verdicts, evidence, filteredOut }: StallFacts): Message {
  if (evidence.mapping.state === 'absent') return { key: 'trace.cause.no-mapping' };
  const mapping = evidence.mapping.state === 'known' ? evidence.mapping.value : null;
  if (mapping && mapping.state !== 'Enabled') {
    return { key: 'trace.cause.mapping-state', values: { state: mapping.state } };
  }
  const required = verdicts.filter(({ need }) => need.weight === 'required');
  const unmet = required.filter(({ state }) => state === 'missing' || state === 'denied');
  if (unmet.length > 0) return { key: 'trace.cause.not-granted', values: rows(unmet) };
  const result = mapping?.lastProcessingResult ?? null;
  if (result?.startsWith('PROBLEM')) return { key: 'trace.cause.mapping-says', values: { result } };
  const filters = mapping?.settings.filters.length ?? 0;
  if (filters > 0 && filteredOut !== 0) return { key: 'trace.cause.filtered', values: { count: filters } };
  if (mapping?.settings.startingPosition === 'LATEST' && result === 'No records processed') {
    return { key: 'trace.cause.latest' };
  }
  const open = required.filter(({ state }) => state === 'unknown' || state === 'depends');
  return open.length > 0 ? { key: 'trace.cause.cannot-tell', values: rows(open) } : { key: 'trace.cause.behind' };
}

/** Why the function was not called with it. */
export function whyNotInvoked(facts: StallFacts): Message {
  const mapping = facts.evidence.mapping.state === 'known' ? facts.evidence.mapping.value : null;
  const filters = mapping?.settings.filters.length ?? 0;
  if (facts.throttles) return { key: 'trace.cause.throttled' };
  if (filters > 0 && facts.filteredOut !== 0) return { key: 'trace.cause.filtered', values: { count: filters } };
  const result = mapping?.lastProcessingResult ?? null;
  if (result?.startsWith('PROBLEM')) return { key: 'trace.cause.mapping-says', values: { result } };
  const seconds = mapping?.settings.batchingWindowSeconds ?? 0;
  if (seconds > 0) return { key: 'trace.cause.batching', values: { seconds } };
  return logCause(facts) ?? { key: 'trace.cause.not-invoked' };
}

/** Why no line of the log shows it. */
export function whyNotLogged(facts: StallFacts): Message {
  const known = logCause(facts);
  if (known) return known;
  const mapping = facts.evidence.mapping.state === 'known' ? facts.evidence.mapping.value : null;
  const failed = facts.errors || mapping?.lastProcessingResult?.startsWith('PROBLEM: Function call failed');
  return { key: failed ? 'trace.cause.function-failed' : 'trace.cause.log-silent' };
}

function logCause({ verdicts, logRefusal, logFailure, logMissing, logGroup }: StallFacts): Message | null {
  if (logRefusal) {
    const { principal, action } = logRefusal;
    return { key: 'trace.cause.log-refused', values: { principal, action } };
  }
  if (logFailure !== null) return { key: 'trace.cause.log-unread', values: { message: logFailure } };
  const mute = verdicts.filter(
    ({ need, state }) =>
      need.demand.type === 'grant' && need.demand.of === 'reader' && (state === 'missing' || state === 'denied'),
  );
  if (mute.length > 0) return { key: 'trace.cause.no-log-rights', values: rows(mute) };
  return logMissing ? { key: 'trace.cause.no-log-group', values: { group: logGroup } } : null;
}
