import { administratorOf, practiceRegion } from '@/lib/sandbox/accounts';
import type { Clock } from '@/lib/sandbox/clock';
import { makeAccounts } from '@/lib/sandbox/make-accounts';
import { perform } from '@/lib/sandbox/perform';
import type { PracticeSetup } from '@/lib/sandbox/practice';
import { productSetup } from '@/lib/sandbox/product-setup';
import { type Caller, Fault } from '@/lib/sandbox/service';
import { emptyWorld, type World } from '@/lib/sandbox/world';

/** The practice accounts with a clock that moves only when told, for tests. */
export type StagedWorld = {
  world: World;
  clock: Clock;
  pass(seconds: number): void;
  administrator(accountId: string): Caller;
  /** Performs a request and gives its output, or the fault as `code: message`. */
  ask(caller: Caller, action: string, input?: object): Promise<Record<string, unknown> | string>;
};

export async function stageWorld(
  startsAt = Date.UTC(2026, 0, 5, 12),
  setup: PracticeSetup = productSetup,
): Promise<StagedWorld> {
  const world = emptyWorld();
  let time = startsAt;
  const clock: Clock = { scale: 1, now: () => time, after: (seconds) => time + seconds * 1000 };
  await makeAccounts(world, { ...clock, scale: 0, after: () => time }, setup);
  return {
    world,
    clock,
    pass: (seconds) => {
      time += seconds * 1000;
    },
    administrator: (accountId) => administratorOf(world, accountId),
    async ask(caller, action, input = {}) {
      const [service = '', operation = ''] = action.split(':');
      try {
        const output = await perform(world, clock, { service, operation, input, caller, region: practiceRegion });
        return (output ?? {}) as Record<string, unknown>;
      } catch (error) {
        if (error instanceof Fault) return `${error.code}: ${error.message}`;
        throw error;
      }
    },
  };
}
