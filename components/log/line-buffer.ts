import type { LogLine } from '@/lib/wiring/log-line';

export type LineSnapshot = {
  lines: readonly LogLine[];
  /** Lines ever taken in, repeats not counted. */
  taken: number;
  /** Oldest lines let go because the buffer was full. */
  dropped: number;
};

export type LineBuffer = {
  append(lines: readonly LogLine[]): void;
  clear(): void;
  snapshot(): LineSnapshot;
  subscribe(listener: () => void): () => void;
};

const EMPTY: LineSnapshot = { lines: [], taken: 0, dropped: 0 };

/**
 * Keeps the newest `cap` lines of a tail. A line that comes twice (polls overlap so that none is missed) is kept once.
 * Snapshots are immutable, so that a view may hold on to one.
 */
export function createLineBuffer(cap: number): LineBuffer {
  let snapshot = EMPTY;
  let ids = new Set<string>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    append(incoming) {
      const fresh: LogLine[] = [];
      for (const line of incoming) {
        if (ids.has(line.id)) continue;
        ids.add(line.id);
        fresh.push(line);
      }
      if (fresh.length === 0) return;
      const all = snapshot.lines.concat(fresh);
      const excess = Math.max(0, all.length - cap);
      for (const line of all.slice(0, excess)) ids.delete(line.id);
      snapshot = { lines: all.slice(excess), taken: snapshot.taken + fresh.length, dropped: snapshot.dropped + excess };
      tell();
    },
    clear() {
      snapshot = EMPTY;
      ids = new Set();
      tell();
    },
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
