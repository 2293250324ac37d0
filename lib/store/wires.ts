import { eq, inArray, like, or, sql } from 'drizzle-orm';
import type { WireFields } from '@/lib/wiring/projection';
import { chosenOf } from '@/lib/wiring/projection';
import type { Wire } from '@/lib/wiring/wire';
import { database } from './database';
import { toIso } from './moment';
import { wires } from './schema';

type Seen = Pick<Wire, 'id' | 'kind' | 'status' | keyof WireFields>;

/**
 * Writes down what is seen of each wire now and answers, by wire id, since when it stands so (ISO). One that could not
 * be judged keeps what was known of it.
 */
export async function observeWires(seen: readonly Seen[], at: string): Promise<Map<string, string>> {
  if (seen.length === 0) return new Map();
  const db = await database();
  // A function and an alias of it may both read: that is one wire.
  const each = new Map(seen.toReversed().map((wire) => [wire.id, wire]));
  const unjudged = sql`excluded.status = 'unknown'`;
  const unchanged = sql`${wires.status} = excluded.status and ${wires.result} is not distinct from excluded.result`;
  const observed = await db
    .insert(wires)
    .values([...each.values()].map((wire) => toRow(wire, at)))
    .onConflictDoUpdate({
      target: wires.id,
      set: {
        chosen: sql`excluded.chosen`,
        status: sql`case when ${unjudged} then ${wires.status} else excluded.status end`,
        result: sql`case when ${unjudged} then ${wires.result} else excluded.result end`,
        since: sql`case when ${unjudged} or (${unchanged}) then ${wires.since} else excluded.since end`,
        lastSeen: sql`excluded.last_seen`,
      },
    })
    .returning({ id: wires.id, since: wires.since });
  return new Map(observed.map((row) => [row.id, toIso(row.since)]));
}

/**
 * Since when each of these wires is known to have this status and this result (ISO), by wire id. One never seen before
 * is written down, so that its page can be opened; what is known of the others stays as it is.
 */
export async function noteWires(now: readonly Seen[], at: string): Promise<Map<string, string>> {
  if (now.length === 0) return new Map();
  const db = await database();
  const each = [...new Map(now.map((wire) => [wire.id, wire])).values()];
  const ids = each.map((wire) => wire.id);
  const stored = new Map((await db.select().from(wires).where(inArray(wires.id, ids))).map((row) => [row.id, row]));
  const unseen = each.filter((wire) => !stored.has(wire.id)).map((wire) => toRow(wire, at));
  if (unseen.length > 0) await db.insert(wires).values(unseen).onConflictDoNothing();
  return new Map(
    each.flatMap((wire): [string, string][] => {
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

function toRow(wire: Seen, at: string): typeof wires.$inferInsert {
  return {
    id: wire.id,
    kind: wire.kind,
    sourceArn: wire.sourceArn,
    readerArn: wire.readerArn,
    chosen: chosenOf(wire),
    status: wire.status,
    result: wire.mapping?.lastProcessingResult ?? null,
    since: at,
    firstSeen: at,
    lastSeen: at,
  };
}
