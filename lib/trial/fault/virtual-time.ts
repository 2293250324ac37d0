import { setMaxListeners } from 'node:events';
import { vi } from 'vitest';

/** Where every trial begins. */
const start = Date.UTC(2026, 0, 5, 12);

const faked = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] as const;

/** From now on time passes only in `passing`; it starts at the same moment each time. */
export function stopTime(): void {
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: [...faked], now: start });
}

/** Past this something goes round in a circle. */
const longestMilliseconds = 4 * 3_600_000;

/** It does not end however long one waits. */
class NeverEnds extends Error {}

/** Waits for `work`: whenever nothing but a timer can bring it further, that timer's moment has come. */
export async function passing<T>(work: Promise<T>): Promise<T> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  const until = Date.now() + longestMilliseconds;
  for (;;) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (ended) return work;
    if (isReading()) continue;
    if (Date.now() > until) throw new NeverEnds('It goes on for hours.');
    vi.advanceTimersToNextTimer();
  }
}

/** Time passes by itself, as in `passing`, until it is told to stop. */
export function letTimePass(): () => void {
  let stopped = false;
  const pass = () => {
    if (stopped) return;
    if (!isReading()) vi.advanceTimersToNextTimer();
    setImmediate(pass);
  };
  setImmediate(pass);
  return () => {
    stopped = true;
  };
}

/** The machine is at something that takes real time: modules and settings are read when they are first needed. */
function isReading(): boolean {
  return process.getActiveResourcesInfo().some((name) => /^(FSReq|GetAddrInfo|RandomBytes|.*Job)/.test(name));
}

/** Stands in for the timers that promise, which keep to the machine's own clock. */
export function sleep(milliseconds: number, value: unknown, options: { signal?: AbortSignal } = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { signal } = options;
    // One fault may hold up many requests.
    if (signal) setMaxListeners(0, signal);
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason);
      else resolve(value);
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });
}
