import type {
  LiveTailSessionLogEvent,
  LiveTailSessionStart,
  LiveTailSessionUpdate,
  StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { Fault } from '../service';

/** What an update holds at most; of more that matched in its second it is a sample. */
const MOST_EVENTS_AN_UPDATE = 500;

/** What waits at most for a client that reads slower than lines come; the oldest goes. */
const MOST_UPDATES_WAITING = 10;
const MOST_EVENTS_WAITING = 5_000;

/** Three hours, in milliseconds. */
const LONGEST_SESSION = 3 * 3_600_000;

type Times = { now: number; next: number };

type Next = IteratorResult<StartLiveTailResponseStream>;

type Waiting = { resolve: (next: Next) => void; reject: (error: Fault) => void };

export type LiveTailSession = {
  start: LiveTailSessionStart;
  matches: (event: LiveTailSessionLogEvent) => boolean;
};

/** What one Live Tail session shows: a start, then every second an update of the lines that came in it. */
export class LiveTail implements AsyncIterableIterator<StartLiveTailResponseStream> {
  private readonly matches: (event: LiveTailSessionLogEvent) => boolean;
  private readonly left: () => void;
  private readonly endsAt: number;
  private start: LiveTailSessionStart | null;
  private updates: Required<LiveTailSessionUpdate>[] = [];
  private sample: LiveTailSessionLogEvent[] = [];
  private seen = 0;
  private updatesAt: number;
  private waiting: Waiting | null = null;
  private state: 'open' | 'timed-out' | 'left' = 'open';

  /** `left` is called once, when the session is over. Times are epoch milliseconds. */
  constructor(session: LiveTailSession, at: Times, left: () => void) {
    this.start = session.start;
    this.matches = session.matches;
    this.endsAt = at.now + LONGEST_SESSION;
    this.updatesAt = at.next;
    this.left = left;
  }

  /** A line came in. Of more than an update holds each has the same chance to be in the sample. */
  offer(event: LiveTailSessionLogEvent): void {
    if (this.state !== 'open' || !this.matches(event)) return;
    this.seen += 1;
    if (this.sample.length < MOST_EVENTS_AN_UPDATE) this.sample.push(event);
    else {
      const place = Math.floor(Math.random() * this.seen);
      if (place < MOST_EVENTS_AN_UPDATE) {
        this.sample.splice(place, 1);
        this.sample.push(event);
      }
    }
  }

  /** Sends what came since the last update when its second is over. */
  tick({ now, next }: Times): void {
    if (this.state !== 'open') return;
    if (now >= this.updatesAt) {
      const sampled = this.seen > MOST_EVENTS_AN_UPDATE;
      this.updates.push({ sessionMetadata: { sampled }, sessionResults: this.sample });
      this.sample = [];
      this.seen = 0;
      this.updatesAt = next;
      this.letOldestGo();
    }
    if (now >= this.endsAt) this.end('timed-out');
    this.serve();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Next> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.serve();
    });
  }

  async return(): Promise<Next> {
    this.start = null;
    this.updates = [];
    this.end('left');
    this.serve();
    return { done: true, value: undefined };
  }

  private letOldestGo(): void {
    let events = this.updates.reduce((sum, { sessionResults }) => sum + sessionResults.length, 0);
    while (this.updates.length > MOST_UPDATES_WAITING || events > MOST_EVENTS_WAITING) {
      events -= this.updates.shift()?.sessionResults.length ?? 0;
    }
  }

  private end(state: 'timed-out' | 'left'): void {
    if (this.state !== 'open') return;
    this.state = state;
    this.left();
  }

  private serve(): void {
    const { waiting } = this;
    if (!waiting) return;
    const event = this.take();
    if (!event && this.state === 'open') return;
    this.waiting = null;
    if (event) waiting.resolve({ done: false, value: event });
    else if (this.state === 'left') waiting.resolve({ done: true, value: undefined });
    else waiting.reject(new Fault('SessionTimeoutException', 'The session has been open for three hours.'));
  }

  private take(): StartLiveTailResponseStream | null {
    const { start } = this;
    this.start = null;
    if (start) return { sessionStart: start };
    const update = this.updates.shift();
    return update ? { sessionUpdate: update } : null;
  }
}
