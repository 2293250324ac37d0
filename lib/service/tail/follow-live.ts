import type { LiveUpdate } from '@/lib/aws/logs/live-tail';
import { joinLiveTail } from '@/lib/aws/logs/shared-live-tail';
import { messageOf } from '@/lib/aws/session/refusal';
import type { Fallback } from '@/lib/wiring/log-line';
import { pause } from '../server/pause';
import { catchUp } from './catch-up';
import { isBadFilter } from './read-logs';
import { sendReconnecting, sendStatus, type Tail } from './tail';

/** How often in a row it is tried to open a session, or one that breaks off early is opened again. */
const mostAttempts = 3;

/** A session that held so long was sound; losing it counts as the first trouble. */
const soundMilliseconds = 10_000;

/** FilterLogEvents may not find yet what was written just before a session began. */
const settleMilliseconds = 5_000;

/** Updates that wait while what was before them is read, which reads what is let go of them, too. */
const mostHeld = 60;

/** What was shown longer ago than this is not read again while a session holds. */
const rememberedMilliseconds = 120_000;

/** Follows by Live Tail. Gives why that is not to be had, or `over` when the tail is at its end. */
export async function followLive(tail: Tail): Promise<Fallback | 'over'> {
  const { log, filter, signal, outbox } = tail;
  let attempt = 0;
  let missing = false;
  while (!signal.aborted) {
    const opened = await joinLiveTail(log.session, { group: log.group, pattern: filter }, signal);
    if (signal.aborted) break;
    if (opened.state === 'refused') return { reason: 'refused', ...opened.refusal };
    if (opened.state === 'not-offered') return { reason: opened.reason, message: opened.message };
    if (opened.state === 'absent') {
      if (!missing) outbox.send({ type: 'missing-group', group: log.group });
      missing = true;
      await pause(log.session.connection.sandbox ? 700 : 5_000, signal);
      continue;
    }
    missing = false;
    const stopped = opened.state === 'open' ? await followSession(tail, opened.updates) : { message: opened.message };
    if (stopped === 'over' || signal.aborted) break;
    if (isBadFilter(stopped.message)) {
      outbox.send({ type: 'ended', reason: 'failed', message: stopped.message });
      break;
    }
    attempt = stopped.sound ? 1 : attempt + 1;
    if (attempt > mostAttempts) return { reason: 'failed', message: stopped.message };
    await pause(sendReconnecting(tail, attempt, stopped.message), signal);
  }
  return 'over';
}

type Lost = { message: string; sound?: boolean };

/** Shows one session's updates until it ends or is lost, and what was written since the last thing that was shown. */
async function followSession(tail: Tail, updates: AsyncGenerator<LiveUpdate, void>): Promise<'over' | Lost> {
  const startedAt = Date.now();
  const live = new SessionLines(tail, startedAt);
  try {
    for (;;) {
      const { done, value } = await updates.next();
      if (tail.signal.aborted) return 'over';
      if (done || Date.now() >= tail.endsAt) {
        tail.outbox.send({ type: 'ended', reason: 'session-limit' });
        return 'over';
      }
      live.take(value);
      sendStatus(tail, 'live-tail');
      if (live.badFilter !== null) return { message: live.badFilter };
    }
  } catch (error) {
    return { message: messageOf(error), sound: Date.now() - startedAt >= soundMilliseconds };
  } finally {
    live.leave();
    await updates.return();
  }
}

/** Puts what one session brings behind what was written before it began. */
class SessionLines {
  badFilter: string | null = null;
  private readonly tail: Tail;
  private readonly startedAt: number;
  private readonly leaving = new AbortController();
  private held: LiveUpdate[] | null = [];
  private heardAt: number;
  /** Before this moment, nothing is held. */
  private heldFrom: number;

  constructor(tail: Tail, startedAt: number) {
    this.tail = tail;
    this.startedAt = startedAt;
    this.heardAt = startedAt;
    this.heldFrom = startedAt;
    tail.ledger.beginSession();
    tail.signal.addEventListener('abort', this.abort, { once: true });
    void this.showWhatWasBefore();
  }

  take(update: LiveUpdate): void {
    this.heardAt = Date.now();
    this.tail.meter.update(update.sampled);
    if (!this.held) this.show(update);
    else if (this.held.push(update) > mostHeld) {
      this.held.shift();
      this.heldFrom = Date.now();
    }
  }

  /** Ends what is still being read. What was not read whole is read again by whoever follows next. */
  leave(): void {
    this.abort();
    this.tail.signal.removeEventListener('abort', this.abort);
    for (const update of this.held ?? []) this.show(update);
  }

  private readonly abort = () => this.leaving.abort();

  private show({ lines }: LiveUpdate): void {
    const { ledger, meter, outbox } = this.tail;
    const fresh = ledger.takeLive(lines);
    meter.lines(fresh.length);
    outbox.send({ type: 'lines', lines: fresh });
    if (this.held) return;
    this.tail.shownUpTo = this.heardAt;
    ledger.forget(this.heardAt - rememberedMilliseconds);
  }

  private async showWhatWasBefore(): Promise<void> {
    const { tail, startedAt } = this;
    const caught = await catchUp(tail, tail.shownUpTo, startedAt, this.leaving.signal);
    if (caught.state === 'left') return;
    if (caught.state === 'bad-filter') this.badFilter = caught.message;
    if (caught.state === 'gap') {
      tail.outbox.send({ type: 'gap', ...caught.gap, to: new Date(this.heldFrom).toISOString() });
    }
    const { held } = this;
    this.held = null;
    tail.shownUpTo = this.heardAt;
    for (const update of held ?? []) this.show(update);
    if (caught.state === 'whole') void this.showWhatWasFoundLate();
  }

  private async showWhatWasFoundLate(): Promise<void> {
    await pause(settleMilliseconds, this.leaving.signal);
    if (!this.leaving.signal.aborted) await catchUp(this.tail, this.startedAt, this.startedAt, this.leaving.signal);
  }
}
