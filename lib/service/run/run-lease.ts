import { type Lease, LeaseLost, renewLease } from '@/lib/store/leases';
import { log } from '../server/log';
import { pause } from '../server/pause';

/** What is left of a lease after this is longer than one attempt of a call may take. */
const countedOnMilliseconds = 12_000;

/** How often a run at work says so, and hears whether it is asked to stop. */
const renewedEveryMilliseconds = 4_000;

type Moment = { wall: number; steady: number };

function momentNow(): Moment {
  return { wall: Date.now(), steady: performance.now() };
}

/** The hold of this process on a run, and how long it may be counted on without asking the store. */
export class RunLease {
  readonly lease: Lease;
  private heldAt = momentNow();

  constructor(lease: Lease) {
    this.lease = lease;
  }

  /** Throws `LeaseLost` once the run is another's. To be awaited before whatever changes something in AWS. */
  async confirm(): Promise<void> {
    if (!this.isRecent()) await this.renew();
  }

  async renew(): Promise<{ stopAsked: boolean }> {
    return this.held(() => renewLease(this.lease));
  }

  /** Does what holds the lease as well: anything that writes the run's journal. */
  async held<T>(work: () => Promise<T>): Promise<T> {
    const before = momentNow();
    const answer = await work();
    this.heldAt = before;
    return answer;
  }

  /** One clock stands still while the machine sleeps, the other is set by hand: the later of the two counts. */
  private isRecent(): boolean {
    const now = momentNow();
    const passed = Math.max(now.wall - this.heldAt.wall, now.steady - this.heldAt.steady);
    return passed < countedOnMilliseconds;
  }
}

/** Holds on to a run until `ended`; stops it when somebody asks, or when it is another's. */
export async function keepLease(held: RunLease, stop: AbortController, ended: AbortSignal): Promise<void> {
  for (;;) {
    await pause(renewedEveryMilliseconds, ended);
    if (ended.aborted) return;
    try {
      if ((await held.renew()).stopAsked) stop.abort();
    } catch (error) {
      if (error instanceof LeaseLost) return stop.abort();
      log.warn({ error, run: held.lease.runId }, 'the hold on a run could not be renewed');
    }
  }
}
