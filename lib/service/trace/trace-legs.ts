import type { Message } from '@/lib/wiring/message';
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

  /**
   * Ends a leg at a moment (epoch milliseconds), and every leg before it, which cannot have ended later. A leg that is
   * done already is timed anew: what is found out later is closer to what happened.
   */
  done(leg: LegName, at: number, detail: Record<string, string>): void {
    const position = order.indexOf(leg);
    // When the put was answered was measured here; what AWS's clock says of the legs after it does not change that.
    for (const name of order.slice(1, position)) this.endedAt.set(name, Math.min(this.endedAt.get(name) ?? at, at));
    this.endedAt.set(leg, at);
    for (const name of order.slice(0, position + 1)) this.reached(name).state = 'done';
    Object.assign(this.reached(leg).detail, detail);
    const next = order[position + 1];
    if (next) this.reached(next);
    this.measure();
  }

  stop(state: 'stalled' | 'failed', cause: Message, detail: Record<string, string> = {}): void {
    const leg = this.legs.at(-1);
    if (leg?.state === 'waiting') Object.assign(leg, { state, cause, detail: { ...leg.detail, ...detail } });
  }

  private begin(leg: LegName): Leg {
    const begun: Leg = { leg, state: 'waiting', milliseconds: null, detail: {} };
    this.legs.push(begun);
    return begun;
  }

  private reached(leg: LegName): Leg {
    return this.legs.find((one) => one.leg === leg) ?? this.begin(leg);
  }

  /** AWS's clock and ours differ a little: a leg takes no less than nothing. */
  private measure(): void {
    let from = this.sentAt;
    for (const leg of this.legs) {
      const end = this.endedAt.get(leg.leg);
      if (leg.state !== 'done' || end === undefined) continue;
      leg.milliseconds = Math.max(0, end - from);
      from = Math.max(from, end);
    }
  }
}
