import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { insertConnection } from '@/lib/store/connections';
import { closeDatabase } from '@/lib/store/database';
import { accountsAt, type Served } from './staged-accounts';

/** The production build as `npm start` serves it, connected to the practice accounts of another process as to AWS. */
export class ProductionServer {
  readonly origin: string;
  private readonly child: ChildProcess;
  private readonly folder: string;

  private constructor(port: number, folder: string, env: Record<string, string>) {
    this.origin = `http://127.0.0.1:${port}`;
    this.folder = folder;
    const next = join('node_modules', 'next', 'dist', 'bin', 'next');
    this.child = spawn(process.execPath, [next, 'start', '-p', String(port), '-H', '127.0.0.1'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        ...env,
        NODE_ENV: 'production',
        PORT: String(port),
        HOST: '127.0.0.1',
        TRIBUTARY_DATA: folder,
      },
    });
  }

  static async start(served: Served): Promise<ProductionServer> {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-bench-'));
    process.env.TRIBUTARY_DATA = folder;
    delete process.env.DATABASE_URL;
    for (const { connection } of accountsAt(served, 'bench').producers) {
      await insertConnection({ ...connection, sandbox: false });
    }
    await closeDatabase();
    const server = new ProductionServer(await freePort(), folder, {
      TRIBUTARY_SANDBOX: 'off',
      AWS_ENDPOINT_URL: served.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: served.hub.accessKeyId,
      AWS_SECRET_ACCESS_KEY: served.hub.secretAccessKey,
      AWS_SESSION_TOKEN: served.hub.sessionToken,
    });
    await server.answers();
    return server;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async stop(): Promise<void> {
    const over = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill('SIGTERM');
    await over;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    for (let attempt = 0; attempt < 600; attempt += 1) {
      if (this.child.exitCode !== null) throw new Error('the server ended');
      if ((await fetch(`${this.origin}/api/health`).catch(() => null))?.ok) return;
      await setTimeout(100);
    }
    throw new Error('the server does not answer');
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
