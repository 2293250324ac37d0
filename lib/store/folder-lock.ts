import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another process holds the data folder: two writers on one embedded database lose data without a word. */
export class FolderInUse extends Error {
  readonly folder: string;

  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another Tributary process. ` +
        'Stop that process, or give this one its own folder with TRIBUTARY_DATA, or let both share a PostgreSQL with DATABASE_URL.',
    );
    this.name = 'FolderInUse';
    this.folder = folder;
  }
}

/**
 * Holds a folder for this process by listening on a socket named after it: the system gives the name free when the
 * process ends, however it ends.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  mkdirSync(folder, { recursive: true });
  const real = realpathSync(folder);
  const name = socketName(createHash('sha1').update(real).digest('hex'));
  const server = await listen(name).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    if (process.platform !== 'darwin' || (await isAnswered(name))) throw new FolderInUse(real);
    unlinkSync(name);
    return listen(name);
  });
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function socketName(digest: string): string {
  if (process.platform === 'linux') return `\0tributary-${digest}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\tributary-${digest}`;
  return join(tmpdir(), `tributary-${digest}.sock`);
}

function listen(name: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(name, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** A socket file outlives a killed process; nobody answers on it then. */
function isAnswered(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(name);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
