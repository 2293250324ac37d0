const rateSeconds = 10;
const sampledSeconds = 60;

/** How fast lines come, and how often Live Tail showed a sample of them only. */
export class TailMeter {
  private readonly now: () => number;
  private readonly startedAt: number;
  private taken: { at: number; lines: number }[] = [];
  private updates: { at: number; sampled: boolean }[] = [];

  constructor(now: () => number = Date.now) {
    this.now = now;
    this.startedAt = now();
  }

  lines(count: number): void {
    if (count > 0) this.taken.push({ at: this.now(), lines: count });
  }

  update(sampled: boolean): void {
    this.updates.push({ at: this.now(), sampled });
  }

  /** Lines a second over the last ten seconds. */
  get perSecond(): number {
    const from = this.now() - rateSeconds * 1000;
    this.taken = this.taken.filter(({ at }) => at >= from);
    const seconds = Math.min(rateSeconds, Math.max(1, (this.now() - this.startedAt) / 1000));
    const lines = this.taken.reduce((sum, one) => sum + one.lines, 0);
    return Math.round((lines / seconds) * 10) / 10;
  }

  /** Of the updates of the last minute, how many were samples, in percent. */
  get sampledPercent(): number {
    const from = this.now() - sampledSeconds * 1000;
    this.updates = this.updates.filter(({ at }) => at >= from);
    const sampled = this.updates.filter((one) => one.sampled).length;
    return this.updates.length === 0 ? 0 : Math.ceil((sampled / this.updates.length) * 100);
  }
}
