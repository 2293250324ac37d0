import type { Said } from '@/lib/wiring/said';
import type { Leg, LegName } from '@/lib/wiring/trace';

const order: readonly LegName[] = ['put', 'picked-up', 'invoked', 'logged'];

/** The four legs of one record, in order. What shows a later leg shows every leg before it too. */
export class TraceLegs {
  readonly legs: Leg[] = [];
  private readonly endedAt = new Map<LegName, number>();
  readonly sentAt: number;

  /** `sentAt` is when the record was sent, epoch milliseconds. */
  constructor(sentAt: number) {
    this.sentAt = sentAt;
    this.begin('put');
  }

  /** The leg under way, or `null` when all are done or one has stopped. */
  get current(): LegName | null {
    const last = this.legs.at(-1);
    return last?.state === 'waiting' ? last.leg : null;
  }

  isDone(leg: LegName): boolean {
    return this.legs.some((one) => one.leg === leg && one.state === 'done');
  }

  /** Ends a leg at a moment, with every leg before it that was not seen to end. */
  done(leg: LegName, at: number, detail: Record<string, string>): void {
    for (const name of order.slice(0, order.indexOf(leg) + 1)) this.end(name, at, name === leg ? detail : {});
    const next = order[order.indexOf(leg) + 1];
    if (next && !this.legs.some((one) => one.leg === next)) this.begin(next);
  }

  /** Adds what was found out about a leg that ended before. */
  add(leg: LegName, detail: Record<string, string>): void {
    const found = this.legs.find((one) => one.leg === leg);
    if (found) Object.assign(found.detail, detail);
  }

  stop(state: 'stalled' | 'failed', cause: Said, detail: Record<string, string> = {}): void {
    const leg = this.legs.at(-1);
    if (leg?.state === 'waiting') Object.assign(leg, { state, cause, detail: { ...leg.detail, ...detail } });
  }

  private begin(leg: LegName): void {
    this.legs.push({ leg, state: 'waiting', milliseconds: null, detail: {} });
  }

  private end(name: LegName, at: number, detail: Record<string, string>): void {
    let leg = this.legs.find((one) => one.leg === name);
    if (!leg) {
      this.begin(name);
      leg = this.legs.at(-1);
    }
    if (!leg || leg.state === 'done') return;
    const before = order[order.indexOf(name) - 1];
    const from = (before && this.endedAt.get(before)) ?? this.sentAt;
    // AWS's clock and ours differ a little: a leg takes no less than nothing.
    const end = Math.max(from, at);
    this.endedAt.set(name, end);
    Object.assign(leg, { state: 'done', milliseconds: end - from, detail: { ...leg.detail, ...detail } });
  }
}
