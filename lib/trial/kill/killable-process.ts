import { type ChildProcess, fork } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WatchedAccounts } from '@/lib/trial/sandbox/watched-accounts';
import type { Run } from '@/lib/wiring/run';
import type { Hold } from './held-journal';
import type { Operation, Order, Report } from './killable-server';

type Asked = Order extends infer Each ? (Each extends { id: number } ? Omit<Each, 'id'> : never) : never;

const imports = ['./lib/setup/typescript.mjs', './lib/trial/kill/held-journal.mjs'];

/** A server that is there to be killed, with the practice accounts and the data folder that outlive it. */
export class KillableProcess {
  readonly accounts: WatchedAccounts;
  private readonly folder: string;
  private readonly child: ChildProcess;
  private readonly open = new Map<number, (report: Report) => void>();
  private readonly ended: Promise<void>;
  private asked = 0;

  private constructor(accounts: WatchedAccounts, folder: string) {
    this.accounts = accounts;
    this.folder = folder;
    const { DATABASE_URL: _, ...env } = process.env;
    this.child = fork('lib/trial/kill/killable-server.ts', {
      execArgv: imports.flatMap((module) => ['--import', module]),
      env: {
        ...env,
        TRIBUTARY_DATA: folder,
        TRIBUTARY_SANDBOX: 'on',
        TRIBUTARY_PRACTICE_ADDRESS: JSON.stringify(accounts.address),
        LOG_LEVEL: 'silent',
      },
    });
    this.child.on('message', (report: Report) => this.open.get(report.id)?.(report));
    this.ended = new Promise((resolve) => this.child.once('exit', () => resolve()));
  }

  /** Starts on an empty store, or on a copy of what a killed one left. */
  static async start(accounts: WatchedAccounts, left?: KillableProcess): Promise<KillableProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-killable-'));
    if (left) await cp(left.folder, folder, { recursive: true });
    const started = new KillableProcess(accounts, folder);
    await started.heard(0);
    return started;
  }

  /** Does one thing to the end, or until the run is held; answers the run as it then stands. */
  async carryOut(operation: Operation, hold?: Hold): Promise<Run> {
    const { run, held, problem } = await this.ask({ operation, ...(hold ? { hold } : {}) });
    if (problem !== undefined || run === undefined) throw new Error(`${operation.do}: ${JSON.stringify(problem)}`);
    if (hold && !held) throw new Error(`${operation.do} was not held at ${JSON.stringify(hold)}: ${run.state}`);
    return run;
  }

  /** Lets a run go on from where it is held; it writes no journal any more. */
  async letGo(run: string): Promise<void> {
    await this.ask({ open: run });
  }

  /** SIGKILL: nothing in the process has a say in it. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** A server that finds exactly what this killed one left, in its store and in the accounts. */
  async successor(): Promise<KillableProcess> {
    return KillableProcess.start(await this.accounts.copy(), this);
  }

  async forget(): Promise<void> {
    await this.kill();
    await this.accounts.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async ask(asked: Asked): Promise<Report> {
    this.asked += 1;
    const id = this.asked;
    const report = this.heard(id);
    this.child.send({ ...asked, id });
    return report;
  }

  private heard(id: number): Promise<Report> {
    return new Promise((resolve, reject) => {
      const died = (code: number | null, signal: string | null) =>
        reject(new Error(`the server ended: ${signal ?? code}`));
      this.child.once('exit', died);
      this.open.set(id, (report) => {
        this.child.off('exit', died);
        this.open.delete(id);
        resolve(report);
      });
    });
  }
}
