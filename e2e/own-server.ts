import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';

/** Tributary as `npm start` serves it, on a port and a data folder that outlive it. */
export class OwnServer {
  readonly url: string;
  private readonly port: number;
  private readonly delay: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'tributary-e2e-'));
  private process: ChildProcess | null = null;

  private constructor(port: number, delay: string) {
    this.port = port;
    this.delay = delay;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** `delay`: the scale of AWS's delays in its practice accounts. */
  static async open(delay = '0'): Promise<OwnServer> {
    const server = new OwnServer(await freePort(), delay);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    // A database named there would be shared by all servers, and with whoever works on it.
    const { DATABASE_URL: _, ...env } = process.env;
    const started = spawn(
      process.execPath,
      ['node_modules/next/dist/bin/next', 'start', '-p', String(this.port), '-H', '127.0.0.1'],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...env,
          PORT: String(this.port),
          HOST: '127.0.0.1',
          TRIBUTARY_DATA: this.folder,
          TRIBUTARY_SANDBOX: 'on',
          TRIBUTARY_SANDBOX_DELAY: this.delay,
        },
      },
    );
    this.process = started;
    process.once('exit', () => started.kill('SIGKILL'));
    const answers = () =>
      fetch(`${this.url}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await answers())) {
      if (started.exitCode !== null) throw new Error(`the server ended with ${started.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** As the kernel ends it when memory runs out: nothing in it has a say. */
  async kill(): Promise<void> {
    const { process: running } = this;
    if (running === null) return;
    this.process = null;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Stories on a server of their own, which they may end. */
export const test = base.extend<{ server: OwnServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture rests on.
    async ({}, use) => {
      const server = await OwnServer.open();
      await use(server);
      await server.close();
    },
    { timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
});
