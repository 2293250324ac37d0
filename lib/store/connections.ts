import { asc, eq } from 'drizzle-orm';
import type { Connection } from '@/lib/wiring/connection';
import { database } from './database';
import { isoOrNull, toIso } from './moment';
import { connections } from './schema';

export async function allConnections(): Promise<Connection[]> {
  const db = await database();
  const rows = await db.select().from(connections).orderBy(asc(connections.createdAt), asc(connections.id));
  return rows.map(fromRow);
}

export async function findConnection(id: string): Promise<Connection | null> {
  const db = await database();
  const [row] = await db.select().from(connections).where(eq(connections.id, id));
  return row ? fromRow(row) : null;
}

/** `false` when a connection with that role is there already. */
export async function insertConnection(connection: Connection): Promise<boolean> {
  const db = await database();
  const rows = await db.insert(connections).values(connection).onConflictDoNothing().returning({ id: connections.id });
  return rows.length === 1;
}

type ConnectionPatch = Partial<Omit<Connection, 'id' | 'sandbox' | 'createdAt'>>;

/** `null` when there is no such connection. */
export async function updateConnectionRow(id: string, patch: ConnectionPatch): Promise<Connection | null> {
  if (Object.keys(patch).length === 0) return findConnection(id);
  const db = await database();
  const [row] = await db.update(connections).set(patch).where(eq(connections.id, id)).returning();
  return row ? fromRow(row) : null;
}

export async function deleteConnection(id: string): Promise<void> {
  const db = await database();
  await db.delete(connections).where(eq(connections.id, id));
}

function fromRow(row: typeof connections.$inferSelect): Connection {
  return { ...row, createdAt: toIso(row.createdAt), checkedAt: isoOrNull(row.checkedAt) };
}
