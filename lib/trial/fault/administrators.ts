import { administratorOf, practiceRegion } from '@/lib/sandbox/accounts';
import type { Clock } from '@/lib/sandbox/clock';
import { perform } from '@/lib/sandbox/perform';
import type { World } from '@/lib/sandbox/world';

export const producer = '999900009999';
export const consumer = '888800008888';
export const reader = `arn:aws:lambda:${practiceRegion}:${consumer}:function:reader`;
export const role = `arn:aws:iam::${consumer}:role/reader`;

type Answer = Record<string, unknown>;

/** What the administrators of both accounts do, at once and past every fault. */
export class Administrators {
  private readonly world: World;
  private readonly clock: Clock;

  constructor(world: World) {
    this.world = world;
    this.clock = { scale: 0, now: () => Date.now(), after: () => Date.now() };
  }

  async ask<T = Answer>(accountId: string, action: string, input: object): Promise<T> {
    const [service = '', operation = ''] = action.split(':');
    const caller = administratorOf(this.world, accountId);
    return (await perform(this.world, this.clock, {
      service,
      operation,
      input,
      caller,
      region: practiceRegion,
      within: true,
    })) as T;
  }
}
