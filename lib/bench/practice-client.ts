import { type ChildProcess, fork } from 'node:child_process';
import type { Size } from './made-world';
import type { Served } from './staged-accounts';

export type Order = { make?: Size & { times: number }; talk?: number };

/** Where the accounts answer, and how often each operation was called since the last order. */
export type Answer = Served & { calls: Record<string, number> };

/** The practice accounts that answer in another process. */
export class PracticeClient {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork('lib/bench/practice-process.ts', { execArgv: ['--import', './lib/setup/typescript.mjs'] });
  }

  /** Makes accounts of a size anew, whose limits pass `times` as fast as AWS's. */
  make(size: Size, times: number): Promise<Answer> {
    return this.order({ make: { ...size, times } });
  }

  /** The calls since the last question. */
  async calls(): Promise<Record<string, number>> {
    return (await this.order({})).calls;
  }

  /** Lets the first functions of the consumer log a line a second from now on. */
  async talk(functions: number): Promise<void> {
    await this.order({ talk: functions });
  }

  close(): void {
    if (this.child.connected) this.child.disconnect();
  }

  private order(order: Order): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the practice accounts ended'));
      this.child.once('exit', ended);
      this.child.once('message', (answer: Answer) => {
        this.child.off('exit', ended);
        resolve(answer);
      });
      this.child.send(order);
    });
  }
}
