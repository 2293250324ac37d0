import type { TailWay } from '@/lib/wiring/log-line';
import type { WireLog } from './read-logs';
import { TailLedger } from './tail-ledger';
import { TailMeter } from './tail-meter';
import { TailOutbox, type TailOutlet } from './tail-outbox';

/** What a tail was asked to show. `since` goes on where an earlier one was left, epoch milliseconds. */
export type TailAsked = { filter: string | null; by: TailWay; since: number | null };

/** A tail on its way. Times are epoch milliseconds. */
export type Tail = {
  log: WireLog;
  filter: string | null;
  signal: AbortSignal;
  ledger: TailLedger;
  meter: TailMeter;
  outbox: TailOutbox;
  /** Everything up to here was shown; what comes late is looked for `overlapMilliseconds` before it. */
  shownUpTo: number;
  endsAt: number;
};

/** Begins a little back, so that a tail does not open on nothing. */
const lookBackMilliseconds = 60_000;

/** Lines may be ingested after younger ones; every read begins this far back and leaves out what was shown. */
export const overlapMilliseconds = 15_000;

/** As AWS's Live Tail (domain: apis §9). */
const sessionMilliseconds = 3 * 60 * 60 * 1000;

export function beginTail(log: WireLog, asked: TailAsked, outlet: TailOutlet, signal: AbortSignal): Tail {
  const now = Date.now();
  return {
    log,
    filter: asked.filter,
    signal,
    ledger: new TailLedger(),
    meter: new TailMeter(),
    outbox: new TailOutbox(outlet),
    shownUpTo: asked.since === null ? now - lookBackMilliseconds + overlapMilliseconds : Math.min(asked.since, now),
    endsAt: now + sessionMilliseconds,
  };
}

export function sendStatus({ outbox, meter, log, endsAt }: Tail, by: TailWay): void {
  outbox.send({
    type: 'status',
    state: 'following',
    by,
    group: log.group,
    shown: outbox.shown,
    dropped: outbox.dropped,
    perSecond: meter.perSecond,
    sampledPercent: meter.sampledPercent,
    polledAt: new Date().toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  });
}

/** Says when it will be tried again; gives how long to wait, in milliseconds. */
export function sendReconnecting({ outbox }: Tail, attempt: number, message: string): number {
  const afterSeconds = Math.min(30, 2 ** (attempt - 1));
  outbox.send({ type: 'reconnecting', attempt, afterSeconds, message });
  return afterSeconds * 1000;
}
