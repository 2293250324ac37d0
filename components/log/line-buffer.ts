import type { LogLine, TailGap } from '@/lib/wiring/log-line';

/** What stands in a log's list: a line, which may come after younger ones, or a time that could not be shown. */
export type LogEntry =
  | { kind: 'line'; id: string; line: LogLine; late: boolean }
  | { kind: 'gap'; id: string; gap: TailGap };

export type LineSnapshot = {
  entries: readonly LogEntry[];
  /** Lines ever taken in, repeats not counted. */
  taken: number;
  /** Oldest entries let go because the buffer was full. */
  dropped: number;
};

export type LineBuffer = {
  append(lines: readonly LogLine[]): void;
  mark(gap: TailGap): void;
  clear(): void;
  snapshot(): LineSnapshot;
  subscribe(listener: () => void): () => void;
};

const EMPTY: LineSnapshot = { entries: [], taken: 0, dropped: 0 };

/** Lines of several streams come in any order within a moment; one that is older than that is late. */
const LATE_MS = 5_000;

/**
 * Keeps the newest `cap` lines of a tail. A line that comes twice (whoever connects again is told a little of what was
 * before) is kept once. Snapshots are immutable, so that a view may hold on to one.
 */
export function createLineBuffer(cap: number): LineBuffer {
  let snapshot = EMPTY;
  let ids = new Set<string>();
  let newest = 0;
  const listeners = new Set<() => void>();
  const become = (next: LineSnapshot) => {
    snapshot = next;
    for (const listener of listeners) listener();
  };
  const add = (fresh: LogEntry[], lines: number) => {
    const all = snapshot.entries.concat(fresh);
    const excess = Math.max(0, all.length - cap);
    for (const entry of all.slice(0, excess)) ids.delete(entry.id);
    become({ entries: all.slice(excess), taken: snapshot.taken + lines, dropped: snapshot.dropped + excess });
  };
  return {
    append(incoming) {
      const fresh: LogEntry[] = [];
      for (const line of incoming) {
        if (ids.has(line.id)) continue;
        ids.add(line.id);
        const at = Date.parse(line.at);
        fresh.push({ kind: 'line', id: line.id, line, late: at < newest - LATE_MS });
        newest = Math.max(newest, at);
      }
      if (fresh.length > 0) add(fresh, fresh.length);
    },
    mark(gap) {
      add([{ kind: 'gap', id: `gap ${gap.from} ${gap.to}`, gap }], 0);
    },
    clear() {
      ids = new Set();
      newest = 0;
      become(EMPTY);
    },
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
