import { administratorOf } from '../accounts';
import type { Clock } from '../clock';
import { perform } from '../perform';
import type { World } from '../world';
import type { Build } from './landscape';

export const PRODUCER = '999900009999';
export const CONSUMER = '888800008888';
export const VIRGINIA = 'us-east-1';
export const TOKYO = 'ap-northeast-1';

const DAY = 86_400_000;

export function builderFor(world: World, clock: Clock): Build {
  return async (daysAgo, { account, region }, service, operation, input) => {
    const then = clock.now() - daysAgo * DAY;
    // What was started then is long done: no delays.
    const past: Clock = { scale: 0, now: () => then, after: () => then };
    return perform(world, past, { service, operation, input, caller: administratorOf(world, account), region });
  };
}
