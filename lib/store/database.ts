import { join } from 'node:path';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { lockFolder } from './folder-lock';
import * as schema from './schema';

export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

type Opened = { database: Database; kind: 'postgresql' | 'embedded'; close(): Promise<void> };

// Module state is not shared between Next's instrumentation and its routes; the process is.
const shared = globalThis as typeof globalThis & { tributaryDatabase?: Promise<Opened> };

/** The database, opened and migrated on first use: PostgreSQL by `DATABASE_URL`, else PGlite in `TRIBUTARY_DATA`. */
export async function database(): Promise<Database> {
  return (await opened()).database;
}

/** `postgresql` or `embedded`, once it answers. */
export async function databaseKind(): Promise<Opened['kind']> {
  return (await opened()).kind;
}

export async function closeDatabase(): Promise<void> {
  const open = shared.tributaryDatabase;
  shared.tributaryDatabase = undefined;
  await (await open?.catch(() => undefined))?.close();
}

function opened(): Promise<Opened> {
  const url = process.env.DATABASE_URL;
  shared.tributaryDatabase ??= (url ? openPostgres(url) : openEmbedded(dataFolder())).catch((error: unknown) => {
    shared.tributaryDatabase = undefined;
    throw error;
  });
  return shared.tributaryDatabase;
}

function dataFolder(): string {
  return join(process.env.TRIBUTARY_DATA || '.data', 'database');
}

function migrationsFolder(): string {
  return join(process.cwd(), 'lib', 'store', 'migrations');
}

/** Any number that no other program takes a lock by in the same database. */
const migrationLock = 7_182_818;

async function openPostgres(url: string): Promise<Opened> {
  const [{ Pool }, { drizzle }, { migrate }] = await Promise.all([
    import('pg'),
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
  ]);
  const pool = new Pool({ connectionString: url, max: 10 });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const client = await pool.connect();
  try {
    // Instances that start together would migrate together.
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await migrate(drizzle(client), { migrationsFolder: migrationsFolder() });
    await client.query('select pg_advisory_unlock($1)', [migrationLock]);
  } catch (error) {
    client.release(true);
    await pool.end();
    throw error;
  }
  client.release();
  return { database: drizzle(pool, { schema }), kind: 'postgresql', close: () => pool.end() };
}

async function openEmbedded(folder: string): Promise<Opened> {
  const lock = await lockFolder(folder);
  try {
    const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('drizzle-orm/pglite'),
      import('drizzle-orm/pglite/migrator'),
    ]);
    const client = await PGlite.create(folder);
    const database = drizzle(client, { schema });
    await migrate(database, { migrationsFolder: migrationsFolder() });
    const close = async () => {
      await client.close();
      await lock.release();
    };
    return { database, kind: 'embedded', close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
