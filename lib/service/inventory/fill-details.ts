import { detailsOf } from '@/lib/aws/read-part';
import { type Urgency, withUrgency } from '@/lib/aws/session/urgency';
import type { Reading } from '../wire/reading';
import { detailReadAt, refreshDetail } from './inventory-cache';
import type { PlacedList } from './inventory-lists';
import { type KeptInventory, keptOf } from './kept-inventory';
import { laterMoment } from './later-moment';

/** A thing whose details are wanted: read unless that was done after `since` (epoch milliseconds). */
export type Wanted = {
  arn: string;
  since: number;
  /** It is a part of a wire: it comes before the others. */
  wired: boolean;
  /** A person asked for it anew. */
  anew: boolean;
};

type List = Pick<PlacedList, 'place' | 'is'>;

/** Requests of one kind on their way at once: enough to keep every quota busy over a long round trip. */
const atOnce = 8;

/** A reader that asked comes again within this time, in milliseconds, or is gone; until then reading goes on for it. */
const lingers = 60_000;

/** How much sooner a wired thing is read again than another of the same age. */
const wiredCounts = 12;

type Next = { arn: string; urgency: Urgency };

/**
 * Reads the details of the things in one list for everyone who looks at it, each once: never read ones first and as fast
 * as AWS lets, then those read longest ago at half of that.
 */
class Fill {
  readonly watchers = new Set<(arn: string) => void>();
  private readonly parts: readonly string[];
  private readonly reading: Reading;
  private readonly list: List;
  private readonly kept: KeptInventory;
  private readonly wanted = new Map<string, Pick<Wanted, 'wired' | 'since'> & { anewSince: number; askedAt: number }>();
  private readonly underWay = new Set<string>();
  private readonly workers = new Map<string, number>();
  private queues = new Map<string, Next[]>();
  private wantedUntil = 0;
  private waiting: (() => void)[] = [];

  constructor(reading: Reading, list: List) {
    this.reading = reading;
    this.list = list;
    this.parts = Object.keys(detailsOf(list.is, reading.readers));
    this.kept = keptOf(list.place.connection);
  }

  want(things: readonly Wanted[]): void {
    const askedAt = laterMoment();
    this.wantedUntil = Date.now() + lingers;
    for (const { arn, wired, since, anew } of things) {
      const before = this.wanted.get(arn) ?? { since: 0, anewSince: 0 };
      const anewSince = anew ? Math.max(since, before.anewSince) : before.anewSince;
      this.wanted.set(arn, { wired, since: Math.max(since, before.since), anewSince, askedAt });
    }
    this.queues.clear();
    for (const part of this.parts) while (this.working(part) < atOnce && this.start(part));
  }

  /** Whether a part that is not read yet will be: it is being read or stands in the queue. */
  holds(arn: string, part: string): boolean {
    return this.underWay.has(`${part} ${arn}`) || (this.isWanted(arn, part) && this.isOpen());
  }

  /** Resolves when nothing is left to read. */
  settled(): Promise<void> {
    if (this.isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private start(part: string): boolean {
    const first = this.next(part);
    if (first === undefined) return false;
    this.workers.set(part, this.working(part) + 1);
    void this.work(part, first).finally(() => {
      this.workers.set(part, this.working(part) - 1);
      if (!this.isIdle()) return;
      for (const resolve of this.waiting.splice(0)) resolve();
    });
    return true;
  }

  private async work(part: string, first: Next): Promise<void> {
    for (let next: Next | undefined = first; next !== undefined; next = this.next(part)) {
      const { arn, urgency } = next;
      const { place, is } = this.list;
      const began = await withUrgency(urgency, () =>
        refreshDetail(this.reading, place, { is, arn }, part, () => this.tell(arn)),
      );
      this.underWay.delete(`${part} ${arn}`);
      // Somebody asked meanwhile for a later reading than this.
      if (began < (this.wanted.get(arn)?.askedAt ?? 0) && this.isWanted(arn, part)) this.queues.clear();
    }
  }

  private isWanted(arn: string, part: string): boolean {
    const wanted = this.wanted.get(arn);
    return wanted !== undefined && detailReadAt(this.list.place, arn, part) <= wanted.since;
  }

  /** Somebody looks, or did a moment ago, and what is read counts. */
  private isOpen(): boolean {
    return !this.kept.forgotten && Date.now() <= this.wantedUntil;
  }

  private tell(arn: string): void {
    for (const watcher of this.watchers) watcher(arn);
  }

  private isIdle(): boolean {
    return this.parts.every((part) => this.working(part) === 0);
  }

  private working(part: string): number {
    return this.workers.get(part) ?? 0;
  }

  private next(part: string): Next | undefined {
    if (!this.isOpen()) {
      this.wanted.clear();
      this.queues.clear();
      return undefined;
    }
    const queue = this.queues.get(part) ?? this.queue(part);
    this.queues.set(part, queue);
    const next = queue.pop();
    if (next) this.underWay.add(`${part} ${next.arn}`);
    return next;
  }

  /** What is to be read of a part, the next one last. */
  private queue(part: string): Next[] {
    const now = Date.now();
    return [...this.wanted]
      .toReversed()
      .filter(([arn]) => this.isWanted(arn, part) && !this.underWay.has(`${part} ${arn}`))
      .map(([arn, { wired, anewSince }]) => {
        const readAt = detailReadAt(this.list.place, arn, part);
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

function fillOf(reading: Reading, list: List): Fill {
  shared.tributaryFills ??= new WeakMap();
  const { place, is } = list;
  const kept = keptOf(place.connection);
  const fills = shared.tributaryFills.get(kept) ?? new Map<string, Fill>();
  shared.tributaryFills.set(kept, fills);
  const key = `${place.region} ${is}`;
  const fill = fills.get(key) ?? new Fill(reading, list);
  fills.set(key, fill);
  return fill;
}

/** Has these things of a list read, together with what others want of it. It goes on a while after they left. */
export function wantDetails(reading: Reading, list: List, things: readonly Wanted[]): void {
  fillOf(reading, list).want(things);
}

/** Whether a part that is not read yet is being read, or will be. */
export function isBeingRead(reading: Reading, list: List, arn: string, part: string): boolean {
  return fillOf(reading, list).holds(arn, part);
}

/** Resolves when every detail that anyone wants of the list has been read, or is forgotten. */
export function detailsRead(reading: Reading, list: List): Promise<void> {
  return fillOf(reading, list).settled();
}

/** Calls `changed` for every detail that comes in. Returns what ends it. */
export function watchDetails(reading: Reading, list: List, changed: (arn: string) => void): () => void {
  const { watchers } = fillOf(reading, list);
  watchers.add(changed);
  return () => watchers.delete(changed);
}
