import { withUrgency } from '@/lib/aws/session/urgency';
import { accountOf, streamArnOf } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import type { Inventory, InventoryPiece, Source } from '@/lib/wiring/inventory';
import { Paced } from '../server/paced';
import { pause } from '../server/pause';
import { dated, observed } from './date-wires';
import { detailsRead, wantDetails, watchDetails } from './fill-details';
import { type InventoryPlace, keptList, type ListName, listReadAt, refreshList } from './inventory-cache';
import { InventoryFeed } from './inventory-feed';
import { type InventoryScope, type Places, placesNow, placesOf } from './inventory-scope';
import { sourceOf, sourcesOf, viewOf } from './inventory-view';
import { changedSince, watchForgetting } from './kept-inventory';
import { laterMoment } from './later-moment';
import { partsBeingRead } from './pending-parts';

/** How old what is kept may be, in milliseconds, before it is read again. */
const keptFor = { lists: 5_000, wired: 5_000, others: 60_000 };

/** How often, in milliseconds, wires are drawn again while lists and policies come in. */
const wiresEvery = 500;

/** The longest a whole inventory is waited for, in milliseconds; what is not read by then stays pending. */
const longest = 25_000;

/**
 * How long a stream of pieces goes on after its lists, in milliseconds. Who watches asks again soon, so that in a large
 * account states stay as fresh as in a small one while policies are still being read.
 */
const longestAfterLists = 10_000;

/** The inventory as one answer: waits until everything in scope was read, at most 25 seconds. */
export async function readInventory(scope: InventoryScope = {}): Promise<Inventory> {
  const stop = new AbortController();
  const round = new Round(await placesOf(scope), scope, null, stop.signal);
  await Promise.race([round.read(longest), pause(longest, stop.signal)]);
  round.end();
  stop.abort();
  const view = viewOf(round.places);
  return { ...view, wires: await dated(view.wires) };
}

/**
 * The inventory piece by piece: what is kept at once, then lists, then the details of wired streams, then the rest.
 * With `after`, only what changed since the pieces whose last one named that as `next`.
 */
export async function streamInventory(
  places: Places,
  scope: Pick<InventoryScope, 'refresh' | 'after'>,
  send: (piece: InventoryPiece) => void,
  signal: AbortSignal,
): Promise<void> {
  const feed = new InventoryFeed((piece) => void (signal.aborted || send(piece)), scope.after ?? null);
  const round = new Round(places, scope, feed, signal);
  await round.read(longestAfterLists);
  if (!signal.aborted) feed.done(round.end());
}

/**
 * One reading of an inventory for one reader; without a feed, for who wants only the end of it. Where what is kept of a
 * connection is forgotten meanwhile, it is asked for once more, with the connection as it is then.
 */
class Round {
  /** Where it looks now. */
  places: Places;
  private readonly asked: Places;
  private readonly changed: Map<string, Connection | null>;
  private readonly refresh: boolean;
  private readonly feed: InventoryFeed | null;
  private readonly signal: AbortSignal;
  private readonly began = laterMoment();
  private readonly drawing = new Paced(() => this.drawWires(), wiresEvery);
  /** The streams of each producer that the reader was told of. */
  private readonly streams = new Map<string, readonly Source[]>();
  private attempt = new AbortController();
  private isFirstAttempt = true;
  /** All lists were read in this attempt. */
  private isListed = false;

  constructor(places: Places, scope: Pick<InventoryScope, 'refresh'>, feed: InventoryFeed | null, signal: AbortSignal) {
    this.asked = places;
    this.changed = changedSince(places.asOf);
    this.places = placesNow(places, this.changed);
    this.refresh = scope.refresh ?? false;
    this.feed = feed;
    this.signal = signal;
  }

  /** Reads what is in scope; details for at most so many milliseconds after the lists. */
  async read(longestForDetails: number): Promise<void> {
    const stopWatching = watchForgetting((id, now) => this.beginAgain(id, now));
    try {
      do {
        this.attempt = new AbortController();
        const { signal } = this.attempt;
        const forgotten = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        await Promise.race([this.tryToRead(longestForDetails, signal), forgotten]);
      } while (this.attempt.signal.aborted && !this.signal.aborted);
    } finally {
      this.drawing.stop();
      stopWatching();
    }
  }

  /** Answers how many parts of streams are still being read, now that the reader waits no longer. */
  end(): number {
    // One answer has what is kept by now, be it listed a moment ago.
    if (this.feed === null) this.wantAllDetails();
    return this.places.producers.reduce((sum, place) => {
      const streams = this.feed === null ? keptList(place, 'streams').items : (this.streams.get(nameOf(place)) ?? []);
      return sum + partsBeingRead(place, streams, (arn) => this.tellSource(place, arn));
    }, 0);
  }

  private async tryToRead(longestForDetails: number, forgotten: AbortSignal): Promise<void> {
    const { producers, consumers } = this.places;
    const ends = producers.map((place) => watchDetails(place, (arn) => this.tellSource(place, arn)));
    const isOver = () => forgotten.aborted || this.signal.aborted;
    try {
      await Promise.all([
        ...producers.map((place) => this.readList(place, 'streams', forgotten)),
        ...consumers.map((place) => this.readList(place, 'functions', forgotten)),
        ...consumers.map((place) => this.readList(place, 'mappings', forgotten)),
      ]);
      if (isOver()) return;
      this.wantAllDetails();
      this.isListed = true;
      await this.drawing.now();
      await Promise.race([Promise.all(producers.map(detailsRead)), pause(longestForDetails, this.signal)]);
      if (isOver()) return;
      await observed(viewOf(this.places).wires);
      await this.drawing.now();
    } finally {
      for (const end of ends) end();
    }
  }

  /** What was read of a connection counts no more. */
  private beginAgain(connectionId: string, now: Connection | null | undefined): void {
    const { producers, consumers } = this.places;
    if (![...this.asked.producers, ...this.asked.consumers].some(({ connection }) => connection.id === connectionId))
      return;
    if (now !== undefined) this.changed.set(connectionId, now);
    this.places = placesNow(this.asked, this.changed);
    const isGone = (place: InventoryPlace, left: readonly InventoryPlace[]) =>
      !left.some((one) => nameOf(one) === nameOf(place));
    for (const place of producers) if (isGone(place, this.places.producers)) this.feed?.drop(place, 'streams');
    for (const place of consumers) {
      if (!isGone(place, this.places.consumers)) continue;
      this.feed?.drop(place, 'functions');
      this.feed?.drop(place, 'mappings');
    }
    this.isFirstAttempt = false;
    this.isListed = false;
    this.attempt.abort();
  }

  /** One list: what is kept of it at once, each page of a first reading, and the end of it. */
  private async readList(place: InventoryPlace, list: ListName, forgotten: AbortSignal): Promise<void> {
    const readAt = listReadAt(place, list);
    const before = keptList(place, list).read;
    if (before.state !== 'pending') await this.tellList(place, list);
    if (forgotten.aborted) return;
    const since = this.refresh ? this.began : this.began - keptFor.lists;
    await withUrgency(readAt === 0 || this.refresh ? 'screen' : 'background', () =>
      refreshList(place, list, since, (page) => {
        void this.feed?.page(place, list, page);
        this.drawing.soon();
      }),
    );
    if (forgotten.aborted) return;
    if (keptList(place, list).read !== before) await this.tellList(place, list);
    this.drawing.soon();
  }

  private async tellList(place: InventoryPlace, list: ListName): Promise<void> {
    const items = list === 'streams' ? sourcesOf(place) : keptList(place, list).items;
    if (list === 'streams') this.streams.set(nameOf(place), items as Source[]);
    await this.feed?.list(place, list, items);
  }

  private tellSource(place: InventoryPlace, arn: string): void {
    const source = sourceOf(place, arn);
    if (source) this.feed?.source(source);
    this.drawing.soon();
  }

  /** Not before all lists were read: only they tell which streams are wired, and take a hundredth of the time. */
  private wantAllDetails(): void {
    const wired = this.wired();
    for (const place of this.places.producers) {
      const streams = keptList(place, 'streams').items.map(({ arn }) => {
        const isWired = wired.has(arn);
        const age = isWired ? keptFor.wired : keptFor.others;
        return { arn, wired: isWired, anew: this.refresh, since: this.refresh ? this.began : this.began - age };
      });
      wantDetails(place, streams);
    }
  }

  /** Streams that a function of another account reads. */
  private wired(): ReadonlySet<string> {
    const mappings = this.places.consumers.flatMap((place) => keptList(place, 'mappings').items);
    const across = mappings.filter(({ sourceArn, accountId }) => accountOf(sourceArn) !== accountId);
    return new Set(across.map(({ sourceArn }) => streamArnOf(sourceArn)));
  }

  private async drawWires(): Promise<void> {
    if (this.feed === null || this.signal.aborted) return;
    // What was forgotten is shown as it was until its lists have been read again.
    if (!this.isFirstAttempt && !this.isListed) return;
    await this.feed.wires(await dated(viewOf(this.places).wires));
  }
}

function nameOf({ connection, region }: InventoryPlace): string {
  return `${connection.id} ${region}`;
}
