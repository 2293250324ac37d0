import { type ChildProcess, fork } from 'node:child_process';
import type { Size } from './made-world';

export type Order = { make?: Size & { times: number } };

/** Where the accounts answer, and how often each operation was called since the last order. */
export type Answer = {
  endpoint: string;
  region: string;
  hub: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  calls: Record<string, number>;
};

/** The practice accounts that answer in another process. */
export class PracticeClient {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork('lib/bench/load.mjs', ['lib/bench/practice-process.ts']);
  }

  /** Makes accounts of a size anew, whose limits pass `times` as fast as AWS's. */
  make(size: Size, times: number): Promise<Answer> {
    return this.order({ make: { ...size, times } });
  }

  /** The calls since the last question. */
  async calls(): Promise<Record<string, number>> {
    return (await this.order({})).calls;
  }

  close(): void {
    this.child.disconnect();
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
