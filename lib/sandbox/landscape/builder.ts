import { administratorOf } from '../accounts';
import type { Clock } from '../clock';
import { perform } from '../perform';
import type { World } from '../world';

export const PRODUCER = '999900009999';
export const CONSUMER = '888800008888';
export const VIRGINIA = 'us-east-1';
export const TOKYO = 'ap-northeast-1';

/** Asks one thing as an account's administrator, `daysAgo`, so that it obeys every rule and has its age. */
export type Build = (
  daysAgo: number,
  place: Place,
  service: string,
  operation: string,
  input: object,
) => Promise<unknown>;

type Place = { account: string; region: string };

const DAY = 86_400_000;

export function builderFor(world: World, clock: Clock): Build {
  return async (daysAgo, { account, region }, service, operation, input) => {
    const then = clock.now() - daysAgo * DAY;
    // What was started then is long done: no delays.
    const past: Clock = { scale: 0, now: () => then, after: () => then };
    return perform(world, past, { service, operation, input, caller: administratorOf(world, account), region });
  };
}

export function streamArnIn(region: string, name: string): string {
  return `arn:aws:kinesis:${region}:${PRODUCER}:stream/${name}`;
}
