import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';

/** Where this machine has the programs of a PostgreSQL server, or `null`. */
export function postgresPrograms(): string | null {
  const packaged = ['/usr/lib/postgresql', '/usr/local/lib/postgresql', '/opt/homebrew/opt'].flatMap((parent) =>
    existsSync(parent) ? readdirSync(parent).map((version) => join(parent, version, 'bin')) : [],
  );
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/pgsql/bin', ...packaged.toReversed()];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)))) ?? null;
}

/** A private PostgreSQL server for tests: in a folder of its own, reached by a socket there, gone with `close`. */
export class StagedPostgres {
  private readonly folder: string;
  private readonly server: ReturnType<typeof spawn>;
  private databases = 0;

  private constructor(folder: string, server: ReturnType<typeof spawn>) {
    this.folder = folder;
    this.server = server;
  }

  static async open(): Promise<StagedPostgres> {
    const programs = postgresPrograms();
    if (programs === null) throw new Error('no PostgreSQL server on this machine');
    // A socket's path may have a hundred characters.
    const folder = mkdtempSync(join(tmpdir(), 'tpg-'));
    const data = join(folder, 'data');
    const who = unprivileged();
    if (who) chownSync(folder, who.uid, who.gid);
    chmodSync(folder, 0o700);
    const made = spawnSync(
      join(programs, 'initdb'),
      ['-D', data, '-U', 'tributary', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'],
      { ...who, encoding: 'utf8', cwd: folder },
    );
    if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'],
      { ...who, cwd: folder, stdio: 'ignore' },
    );
    process.once('exit', () => server.kill('SIGQUIT'));
    const staged = new StagedPostgres(folder, server);
    await staged.ready();
    return staged;
  }

  /** A new, empty database, as `DATABASE_URL` names it. */
  async database(): Promise<string> {
    this.databases += 1;
    const name = `test${this.databases}`;
    const client = await this.connected();
    await client.query(`create database ${name}`);
    await client.end();
    return this.url(name);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    // Not waiting for clients that did not say goodbye.
    this.server.kill('SIGQUIT');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private url(database: string): string {
    return `postgresql://tributary@${encodeURIComponent(this.folder)}/${database}`;
  }

  private async connected(): Promise<Client> {
    const client = new Client({ connectionString: this.url('postgres') });
    await client.connect();
    return client;
  }

  private async ready(): Promise<void> {
    for (;;) {
      if (this.server.exitCode !== null) throw new Error('the PostgreSQL server ended');
      const client = await this.connected().catch(() => null);
      if (client) return client.end();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** PostgreSQL refuses to run as root: then it runs as somebody who owns nothing. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}
