import { usualSettling } from '@/lib/wiring/call/call';
import type { Connection } from '@/lib/wiring/connection';
import type { Message } from '@/lib/wiring/message';
import type { RunStep } from '@/lib/wiring/run';
import { pause } from '../server/pause';
import type { Reading } from '../wire/reading';
import type { Judged } from './run-fault';
import type { RunJournal } from './run-journal';

/** What a step needs to know of the run it belongs to. */
export type StepContext = {
  journal: RunJournal;
  /** Every call that a step may make, and who makes it. */
  reading: Reading;
  /** `null` when it was removed. */
  connectionOf: (connectionId: string) => Promise<Connection | null>;
  /** Our own evaluation of the whole wire, as it stands now. */
  judged: () => Promise<Judged>;
  signal: AbortSignal;
};

/** The run was told to stop: whatever was journalled stands, and it goes on from there when a person says so. */
export class RunStopped extends Error {}

/** Waited for as long as it makes sense. */
export class WaitedInVain extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super(`Waited ${seconds} seconds in vain.`);
    this.name = 'WaitedInVain';
    this.seconds = seconds;
  }
}

/** The clocks of one step's waiting: one for each cause, with growing pauses between two attempts. */
export class RunWaits {
  private readonly clocks = new Map<string, { since: number; tries: number }>();
  private readonly context: StepContext;
  private readonly step: RunStep;
  /** In the practice accounts, where nobody else is kept from asking. */
  quick = false;

  constructor(context: StepContext, step: RunStep) {
    this.context = context;
    this.step = step;
  }

  /** One pause with its reason on show. Throws `WaitedInVain` when the cause has lasted too long. */
  async wait(
    cause: string,
    reason: Message,
    atMostSeconds: number,
    everySeconds = usualSettling.everySeconds,
  ): Promise<void> {
    const { journal, signal } = this.context;
    const clock = this.clocks.get(cause) ?? { since: Date.now(), tries: 0 };
    this.clocks.set(cause, clock);
    if (Date.now() - clock.since >= atMostSeconds * 1000) throw new WaitedInVain(atMostSeconds);
    const waiting = { reason, since: new Date(clock.since).toISOString(), atMostSeconds };
    const undoing = this.step.state === 'undoing';
    await journal.step(this.step, { waiting, ...(undoing ? {} : { state: 'waiting' }) });
    if (!undoing) await journal.state('waiting');
    await pause(this.pauseFor(clock.tries, everySeconds), signal);
    clock.tries += 1;
    if (signal.aborted) throw new RunStopped();
  }

  /** 0.3 to 2 s in the practice accounts; 2 s and more against AWS, spread so that runs do not ask in step. */
  private pauseFor(tries: number, everySeconds: number): number {
    const [first, most] = this.quick ? [300, 2_000] : [2_000, everySeconds * 1_000];
    return Math.min(most, first * 1.5 ** tries) * (0.9 + Math.random() * 0.2);
  }
}
