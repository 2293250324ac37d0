import { type Urgency, withUrgency } from '@/lib/aws/session/urgency';
import { detailReadAt, type InventoryPlace, refreshDetail } from './inventory-cache';
import { type DetailPart, type KeptInventory, keptOf } from './kept-inventory';
import { laterMoment } from './later-moment';

/** A stream whose details are wanted: read unless that was done after `since` (epoch milliseconds). */
export type Wanted = {
  arn: string;
  since: number;
  /** A wire reads it: it comes before the others. */
  wired: boolean;
  /** A person asked for it anew. */
  anew: boolean;
};

const parts: readonly DetailPart[] = ['summary', 'policy'];

/** Requests of one kind on their way at once: enough to keep every quota busy over a long round trip. */
const atOnce = 8;

/** A reader that asked comes again within this time, in milliseconds, or is gone; until then reading goes on for it. */
const lingers = 60_000;

/** How much sooner a wired stream is read again than another of the same age. */
const wiredCounts = 12;

type Next = { arn: string; urgency: Urgency };

/**
 * Reads the details of one place's streams for everyone who looks at it, each once: never read ones first and as fast
 * as AWS lets, then those read longest ago at half of that.
 */
class Fill {
  readonly watchers = new Set<(arn: string) => void>();
  private readonly place: InventoryPlace;
  private readonly kept: KeptInventory;
  private readonly wanted = new Map<string, Pick<Wanted, 'wired' | 'since'> & { anewSince: number; askedAt: number }>();
  private readonly underWay = new Set<string>();
  private readonly workers: Record<DetailPart, number> = { summary: 0, policy: 0 };
  private queues: Record<DetailPart, Next[]> | null = null;
  private wantedUntil = 0;
  private waiting: (() => void)[] = [];

  constructor(place: InventoryPlace) {
    this.place = place;
    this.kept = keptOf(place.connection);
  }

  want(streams: readonly Wanted[]): void {
    const askedAt = laterMoment();
    this.wantedUntil = Date.now() + lingers;
    for (const { arn, wired, since, anew } of streams) {
      const before = this.wanted.get(arn) ?? { since: 0, anewSince: 0 };
      const anewSince = anew ? Math.max(since, before.anewSince) : before.anewSince;
      this.wanted.set(arn, { wired, since: Math.max(since, before.since), anewSince, askedAt });
    }
    this.queues = null;
    for (const part of parts) while (this.workers[part] < atOnce && this.start(part));
  }

  /** Whether a part that is not read yet will be: it is being read or stands in the queue. */
  holds(arn: string, part: DetailPart): boolean {
    return this.underWay.has(`${part} ${arn}`) || (this.isWanted(arn, part) && this.isOpen());
  }

  /** Resolves when nothing is left to read. */
  settled(): Promise<void> {
    if (this.isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private start(part: DetailPart): boolean {
    const first = this.next(part);
    if (first === undefined) return false;
    this.workers[part] += 1;
    void this.work(part, first).finally(() => {
      this.workers[part] -= 1;
      if (!this.isIdle()) return;
      for (const resolve of this.waiting.splice(0)) resolve();
    });
    return true;
  }

  private async work(part: DetailPart, first: Next): Promise<void> {
    for (let next: Next | undefined = first; next !== undefined; next = this.next(part)) {
      const { arn, urgency } = next;
      const began = await withUrgency(urgency, () => refreshDetail(this.place, arn, part, () => this.tell(arn)));
      this.underWay.delete(`${part} ${arn}`);
      // Somebody asked meanwhile for a later reading than this.
      if (began < (this.wanted.get(arn)?.askedAt ?? 0) && this.isWanted(arn, part)) this.queues = null;
    }
  }

  private isWanted(arn: string, part: DetailPart): boolean {
    const wanted = this.wanted.get(arn);
    return wanted !== undefined && detailReadAt(this.place, arn, part) <= wanted.since;
  }

  /** Somebody looks, or did a moment ago, and what is read counts. */
  private isOpen(): boolean {
    return !this.kept.forgotten && Date.now() <= this.wantedUntil;
  }

  private tell(arn: string): void {
    for (const watcher of this.watchers) watcher(arn);
  }

  private isIdle(): boolean {
    return parts.every((part) => this.workers[part] === 0);
  }

  private next(part: DetailPart): Next | undefined {
    if (!this.isOpen()) {
      this.wanted.clear();
      this.queues = null;
      return undefined;
    }
    this.queues ??= { summary: this.queue('summary'), policy: this.queue('policy') };
    const next = this.queues[part].pop();
    if (next) this.underWay.add(`${part} ${next.arn}`);
    return next;
  }

  /** What is to be read of a part, the next one last. */
  private queue(part: DetailPart): Next[] {
    const now = Date.now();
    return [...this.wanted]
      .toReversed()
      .filter(([arn]) => this.isWanted(arn, part) && !this.underWay.has(`${part} ${arn}`))
      .map(([arn, { wired, anewSince }]) => {
        const readAt = detailReadAt(this.place, arn, part);
        const urgency: Urgency = readAt <= anewSince ? 'screen' : 'background';
        const age = urgency === 'screen' ? Number.POSITIVE_INFINITY : (now - readAt) * (wired ? wiredCounts : 1);
        return { arn, urgency, age, wired };
      })
      .sort((a, b) => compare(a.age, b.age) || Number(a.wired) - Number(b.wired));
  }
}

// Infinities have no difference.
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const shared = globalThis as typeof globalThis & { tributaryFills?: WeakMap<KeptInventory, Map<string, Fill>> };

function fillOf(place: InventoryPlace): Fill {
  shared.tributaryFills ??= new WeakMap();
  const kept = keptOf(place.connection);
  const fills = shared.tributaryFills.get(kept) ?? new Map<string, Fill>();
  shared.tributaryFills.set(kept, fills);
  const fill = fills.get(place.region) ?? new Fill(place);
  fills.set(place.region, fill);
  return fill;
}

/** Has these streams read, together with what others want of the same place. It goes on a while after they left. */
export function wantDetails(place: InventoryPlace, streams: readonly Wanted[]): void {
  fillOf(place).want(streams);
}

/** Whether a part that is not read yet is being read, or will be. */
export function isBeingRead(place: InventoryPlace, arn: string, part: DetailPart): boolean {
  return fillOf(place).holds(arn, part);
}

/** Resolves when every detail that anyone wants of the place has been read, or is forgotten. */
export function detailsRead(place: InventoryPlace): Promise<void> {
  return fillOf(place).settled();
}

/** Calls `changed` for every detail that comes in. Returns what ends it. */
export function watchDetails(place: InventoryPlace, changed: (arn: string) => void): () => void {
  const { watchers } = fillOf(place);
  watchers.add(changed);
  return () => watchers.delete(changed);
}
