import type { Connection } from '@/lib/wiring/connection';

/** A connection from some moment on; `null` when it was removed. */
type Version = { from: number; connection: Connection | null };

const rows = new Map<string, Version[]>();
let moments = 0;
let delay = async () => {};

/** `takes` is how long the store takes for a query. */
export function openConnections(connections: readonly Connection[], takes: () => Promise<void>): void {
  rows.clear();
  delay = takes;
  for (const connection of connections) rows.set(connection.id, [{ from: nextMoment(), connection }]);
}

/** Moments have an order; no two are the same. */
export function nextMoment(): number {
  moments += 1;
  return moments;
}

export function connectionNow(id: string): Connection | null {
  return rows.get(id)?.at(-1)?.connection ?? null;
}

/** As it was then, and as it has become since. */
export function connectionSince(id: string, moment: number): (Connection | null)[] {
  const versions = rows.get(id) ?? [];
  const first = versions.findLastIndex(({ from }) => from <= moment);
  return versions.slice(Math.max(0, first)).map(({ connection }) => connection);
}

export function writeConnection(id: string, connection: Connection | null): void {
  rows.get(id)?.push({ from: nextMoment(), connection });
}

/** Stands in for `lib/store/connections`. */
export const connectionTable = {
  async allConnections(): Promise<Connection[]> {
    const found = [...rows.keys()].flatMap((id) => connectionNow(id) ?? []);
    await delay();
    return found;
  },
  async updateConnectionRow(id: string, patch: Partial<Connection>): Promise<Connection | null> {
    await delay();
    const before = connectionNow(id);
    if (before === null) return null;
    const after = { ...before, ...patch };
    writeConnection(id, after);
    return after;
  },
  async deleteConnection(id: string): Promise<void> {
    await delay();
    writeConnection(id, null);
  },
};
