import type { Message } from '@/lib/wiring/message';
import { isRequired, type Verdict } from '@/lib/wiring/need';
import type { Read, Refusal } from '@/lib/wiring/read';
import type { Pulse } from '@/lib/wiring/resource/resource';
import type { MappingSettings } from '@/lib/wiring/setting/settings';
import { knownValue } from '@/lib/wiring/view';

/** What is known when a record has stopped on its way. Counts are since the record was put; `null` where unread. */
export type StallFacts = {
  verdicts: Verdict[];
  /** What moves the records, as it says of itself. */
  pulse: Read<Pulse>;
  settings: MappingSettings | null;
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
export function whyNotPickedUp(facts: StallFacts): Message {
  const { verdicts, pulse: read, settings } = facts;
  if (read.state === 'absent') return { key: 'trace.cause.no-mapping' };
  const pulse = knownValue(read);
  if (pulse && pulse.phase !== 'running') {
    return { key: 'trace.cause.mapping-state', values: { state: pulse.said?.state ?? '' } };
  }
  const required = verdicts.filter(({ need }) => isRequired(need));
  const unmet = required.filter(({ state }) => state === 'missing' || state === 'denied');
  if (unmet.length > 0) return { key: 'trace.cause.not-granted', values: rows(unmet) };
  const known = problemCause(pulse) ?? filterCause(facts);
  if (known) return known;
  if (settings?.startingPosition === 'LATEST' && resultOf(pulse) === 'idle') return { key: 'trace.cause.latest' };
  const open = required.filter(({ state }) => state === 'unknown' || state === 'depends');
  return open.length > 0 ? { key: 'trace.cause.cannot-tell', values: rows(open) } : { key: 'trace.cause.behind' };
}

/** Why the function was not called with it. */
export function whyNotInvoked(facts: StallFacts): Message {
  if (facts.throttles) return { key: 'trace.cause.throttled' };
  const known = filterCause(facts) ?? problemCause(knownValue(facts.pulse));
  if (known) return known;
  const seconds = facts.settings?.batchingWindowSeconds ?? 0;
  if (seconds > 0) return { key: 'trace.cause.batching', values: { seconds } };
  return logCause(facts) ?? { key: 'trace.cause.not-invoked' };
}

/** Why no line of the log shows it. */
export function whyNotLogged(facts: StallFacts): Message {
  const known = logCause(facts);
  if (known) return known;
  const failed = facts.errors || resultOf(knownValue(facts.pulse)) === 'failing';
  return { key: failed ? 'trace.cause.function-failed' : 'trace.cause.log-silent' };
}

function resultOf(pulse: Pulse | null) {
  return pulse?.phase === 'running' ? pulse.result : null;
}

function problemCause(pulse: Pulse | null): Message | null {
  const result = resultOf(pulse);
  if (result !== 'problem' && result !== 'failing') return null;
  return { key: 'trace.cause.mapping-says', values: { result: pulse?.said?.lastProcessingResult ?? '' } };
}

function filterCause({ settings, filteredOut }: StallFacts): Message | null {
  const count = settings?.filters.length ?? 0;
  return count > 0 && filteredOut !== 0 ? { key: 'trace.cause.filtered', values: { count } } : null;
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
