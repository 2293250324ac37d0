import { eq, inArray, like, or, sql } from 'drizzle-orm';
import type { Wire } from '@/lib/wiring/inventory';
import { database } from './database';
import { toIso } from './moment';
import { wires } from './schema';

type Seen = Pick<Wire, 'id' | 'kind' | 'sourceArn' | 'readerArn' | 'status' | 'mapping'>;

/**
 * Notes what is seen of each wire now and answers, by wire id, since when it has had this status and this result (ISO).
 */
export async function observeWires(seen: readonly Seen[], at: string): Promise<Map<string, string>> {
  if (seen.length === 0) return new Map();
  const db = await database();
  // A function and an alias of it may both read: that is one wire.
  const each = new Map(seen.toReversed().map((wire) => [wire.id, wire]));
  const rows = [...each.values()].map((wire) => ({
    id: wire.id,
    kind: wire.kind,
    sourceArn: wire.sourceArn,
    readerArn: wire.readerArn,
    status: wire.status,
    result: wire.mapping?.lastProcessingResult ?? null,
    since: at,
    firstSeen: at,
    lastSeen: at,
  }));
  const unchanged = sql`${wires.status} = excluded.status and ${wires.result} is not distinct from excluded.result`;
  const observed = await db
    .insert(wires)
    .values(rows)
    .onConflictDoUpdate({
      target: wires.id,
      set: {
        status: sql`excluded.status`,
        result: sql`excluded.result`,
        since: sql`case when ${unchanged} then ${wires.since} else excluded.since end`,
        lastSeen: sql`excluded.last_seen`,
      },
    })
    .returning({ id: wires.id, since: wires.since });
  return new Map(observed.map((row) => [row.id, toIso(row.since)]));
}

/** Since when each of these wires is known to have this status and this result (ISO), by wire id. */
export async function sinceOf(now: readonly Seen[]): Promise<Map<string, string>> {
  if (now.length === 0) return new Map();
  const db = await database();
  const rows = await db
    .select()
    .from(wires)
    .where(
      inArray(
        wires.id,
        now.map((wire) => wire.id),
      ),
    );
  const stored = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    now.flatMap((wire): [string, string][] => {
      const row = stored.get(wire.id);
      const same = row?.status === wire.status && row.result === (wire.mapping?.lastProcessingResult ?? null);
      return row && same ? [[wire.id, toIso(row.since)]] : [];
    }),
  );
}

/** A wire as it was last seen. */
export async function findWireRow(id: string): Promise<typeof wires.$inferSelect | null> {
  const db = await database();
  const [row] = await db.select().from(wires).where(eq(wires.id, id));
  return row ?? null;
}

/** Forgets every wire whose source or reader is in one of the accounts. */
export async function forgetWires(accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  const db = await database();
  const ofAccounts = accountIds.flatMap((id) => [
    like(wires.sourceArn, `arn:%:%:%:${id}:%`),
    like(wires.readerArn, `arn:%:%:%:${id}:%`),
  ]);
  const gone = await db
    .select({ id: wires.id })
    .from(wires)
    .where(or(...ofAccounts));
  if (gone.length > 0)
    await db.delete(wires).where(
      inArray(
        wires.id,
        gone.map((row) => row.id),
      ),
    );
}
