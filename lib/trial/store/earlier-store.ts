import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';

/** Rows and practice accounts as commit 1d53d39 left them when it was killed, with three runs under way. */
const left = join(import.meta.dirname, 'earlier');

/** Tables that it had, each after those that its rows refer to. */
const tables = ['connections', 'plans', 'runs', 'run_steps', 'leases', 'claims', 'wires'] as const;

/** How many migrations it had. */
const migrations = 3;

type Json = Record<string, unknown>;
type RowOf = {
  connections: Json;
  plans: { id: string; plan: Json };
  runs: { id: string; wire_id: string; state: string };
  run_steps: { run_id: string; position: number; journal: Json };
  leases: Json;
  claims: Json;
  wires: { id: string; kind: string; reader_arn: string; status: string; result: string | null; since: string };
};

/** Every row of one of its tables, by the names of its columns. */
export async function earlierRows<Table extends keyof RowOf>(table: Table): Promise<RowOf[Table][]> {
  const lines = (await textOf(`${table}.jsonl`)).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

/** A wire that it planned, with what both accounts held before that. */
export type Story = {
  ends: { stream: string; function: string; role: string; roleName: string; key?: string };
  wireId: string;
  plan: string;
  before: object;
};

type Stories = {
  /** Wired, then given other settings by a second run. */
  shared: Story & { run: string; changed: string };
  /** An encrypted stream through a registered consumer, by a grant on its key. */
  fanout: Story & { run: string };
  undone: Story & { run: string };
  /** `wired`: what the accounts held before the removal. */
  removed: Story & { run: string; removal: string; wired: object };
  /** Applied by nobody. `exported`: its files. */
  planned: Story & { exported: object[] };
  /** Cut off while an undo waited, the mapping and the grants being gone already. */
  undoing: Story & { run: string };
  /** Cut off while the key's policy was refused for too many requests, the consumer being registered already. */
  waiting: Story & { run: string };
  /** Cut off when the mapping was made and the answer had not come. */
  held: Story & { run: string };
};

export async function earlierStories(): Promise<Stories> {
  return JSON.parse(await textOf('stories.json'));
}

/** Puts that version's data folder into an empty one: its embedded database and its practice accounts. */
export async function layEarlierStore(folder: string): Promise<void> {
  await writeFile(join(folder, 'sandbox.bin'), gunzipSync(await readFile(join(left, 'sandbox.bin.gz'))));
  const client = await PGlite.create(join(folder, 'database'));
  try {
    await migrateAsThen(client);
    for (const table of tables) {
      const rows = JSON.stringify(await earlierRows(table));
      await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
        rows,
      ]);
    }
  } finally {
    await client.close();
  }
}

async function migrateAsThen(client: PGlite): Promise<void> {
  const all = join(process.cwd(), 'lib', 'store', 'migrations');
  const then = await mkdtemp(join(tmpdir(), 'tributary-migrations-'));
  try {
    const journal: { entries: { tag: string }[] } = JSON.parse(await readFile(join(all, 'meta/_journal.json'), 'utf8'));
    const entries = journal.entries.slice(0, migrations);
    for (const { tag } of entries) await copyFile(join(all, `${tag}.sql`), join(then, `${tag}.sql`));
    await mkdir(join(then, 'meta'));
    await writeFile(join(then, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
    await migrate(drizzle(client), { migrationsFolder: then });
  } finally {
    await rm(then, { recursive: true });
  }
}

async function textOf(name: string): Promise<string> {
  const plain = await readFile(join(left, name), 'utf8').catch(() => null);
  return plain ?? gunzipSync(await readFile(join(left, `${name}.gz`))).toString('utf8');
}
