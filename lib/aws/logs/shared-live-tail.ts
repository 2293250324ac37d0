import type { Session } from '../session/session';
import { type LiveUpdate, type OpenedLiveTail, openLiveTail } from './live-tail';

type Asked = { group: string; pattern: string | null };

type Shared = { opening: Promise<OpenedLiveTail>; readers: Set<Reader>; leaving: AbortController };

const shared = new Map<string, Shared>();

/** Whoever joins a session no later than this sees it end when it ends by itself. */
const togetherMilliseconds = 60_000;

/** A reader takes each update as it comes; one that does not loses the oldest. */
const mostWaiting = 60;

/**
 * As `openLiveTail`, but whoever follows the same lines as somebody else shares the session: AWS has few of them, and
 * bills each. It ends when the last reader leaves. For a reader who came later than the others, the end of the three
 * hours is a lost connection: a session of its own is still due to it.
 */
export async function joinLiveTail(session: Session, asked: Asked, signal: AbortSignal): Promise<OpenedLiveTail> {
  const { connection, region } = session;
  const key = [connection.id, connection.roleArn, region, asked.group, asked.pattern ?? ''].join('\n');
  const found = shared.get(key) ?? begin(session, asked, key);
  const reader = new Reader(() => leave(found, reader, key));
  found.readers.add(reader);
  signal.addEventListener('abort', reader.leave, { once: true });
  if (signal.aborted) reader.leave();
  const opened = await found.opening;
  if (opened.state !== 'open') {
    signal.removeEventListener('abort', reader.leave);
    return opened;
  }
  return { state: 'open', updates: reader.updates(signal) };
}

function begin(session: Session, asked: Asked, key: string): Shared {
  const leaving = new AbortController();
  const opening = openLiveTail(session, asked, leaving.signal);
  const made: Shared = { opening, readers: new Set(), leaving };
  shared.set(key, made);
  void pump(made, key);
  return made;
}

async function pump({ opening, readers }: Shared, key: string): Promise<void> {
  const opened = await opening;
  const openedAt = Date.now();
  try {
    if (opened.state !== 'open') return;
    for await (const update of opened.updates) for (const reader of readers) reader.take(update);
    for (const reader of readers) reader.end(reader.joinedAt - openedAt > togetherMilliseconds ? overForOthers : null);
  } catch (error) {
    for (const reader of readers) reader.end(error);
  } finally {
    if (shared.get(key)?.readers === readers) shared.delete(key);
  }
}

const overForOthers = new Error('The Live Tail session that was shared is over.');

function leave(from: Shared, reader: Reader, key: string): void {
  from.readers.delete(reader);
  if (from.readers.size > 0) return;
  from.leaving.abort();
  if (shared.get(key) === from) shared.delete(key);
}

/** One of those who read a session. */
class Reader {
  readonly joinedAt = Date.now();
  readonly leave: () => void;
  private waiting: LiveUpdate[] = [];
  private wake: () => void = () => {};
  private over: { error: unknown } | null = null;

  constructor(onLeave: () => void) {
    this.leave = () => {
      this.end(null);
      onLeave();
    };
  }

  take(update: LiveUpdate): void {
    if (this.waiting.push(update) > mostWaiting) this.waiting.shift();
    this.wake();
  }

  /** `null` where nothing went wrong. */
  end(error: unknown): void {
    this.over ??= { error };
    this.wake();
  }

  async *updates(signal: AbortSignal): AsyncGenerator<LiveUpdate, void> {
    try {
      for (;;) {
        const update = this.waiting.shift();
        if (update) yield update;
        else if (this.over?.error) throw this.over.error;
        else if (this.over) return;
        else {
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
        }
      }
    } finally {
      signal.removeEventListener('abort', this.leave);
      this.leave();
    }
  }
}
