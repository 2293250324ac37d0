/** Time in the practice accounts. `scale` shortens AWS's delays: 1 as AWS has them, 0 none at all. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number;
  /** When something that takes AWS `seconds` will be done, epoch milliseconds. */
  after(seconds: number): number;
  scale: number;
};

export function systemClock(scale = 1): Clock {
  return { scale, now: () => Date.now(), after: (seconds) => Date.now() + seconds * 1000 * scale };
}
