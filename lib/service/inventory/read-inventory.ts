import { withUrgency } from '@/lib/aws/session/urgency';
import { accountOf, streamArnOf } from '@/lib/wiring/arn';
import type { Inventory, InventoryPiece, Source } from '@/lib/wiring/inventory';
import { Paced } from '../server/paced';
import { pause } from '../server/pause';
import { dated, observed } from './date-wires';
import { detailsRead, wantDetails, watchDetails } from './fill-details';
import { type InventoryPlace, keptList, type ListName, listReadAt, refreshList } from './inventory-cache';
import { InventoryFeed } from './inventory-feed';
import { type InventoryScope, type Places, placesOf } from './inventory-scope';
import { sourceOf, sourcesOf, viewOf } from './inventory-view';

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
  const places = await placesOf(scope);
  const stop = new AbortController();
  await Promise.race([new Round(places, scope, null, stop.signal).read(longest), pause(longest, stop.signal)]);
  stop.abort();
  const view = viewOf(places);
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
  await new Round(places, scope, feed, signal).read(longestAfterLists);
  if (!signal.aborted) feed.done();
}

/** One reading of an inventory for one reader; without a feed, for who wants only the end of it. */
class Round {
  private readonly places: Places;
  private readonly refresh: boolean;
  private readonly feed: InventoryFeed | null;
  private readonly signal: AbortSignal;
  private readonly began = Date.now();
  private readonly drawing = new Paced(() => this.drawWires(), wiresEvery);

  constructor(places: Places, scope: Pick<InventoryScope, 'refresh'>, feed: InventoryFeed | null, signal: AbortSignal) {
    this.places = places;
    this.refresh = scope.refresh ?? false;
    this.feed = feed;
    this.signal = signal;
  }

  /** Reads what is in scope; details for at most so many milliseconds after the lists. */
  async read(longestForDetails: number): Promise<void> {
    const { producers, consumers } = this.places;
    const ends = producers.map((place) => watchDetails(place, (arn) => this.tellSource(place, arn)));
    try {
      await Promise.all([
        ...producers.map((place) => this.readList(place, 'streams')),
        ...consumers.flatMap((place) => [this.readList(place, 'functions'), this.readList(place, 'mappings')]),
      ]);
      for (const place of producers) this.wantDetails(place, keptList(place, 'streams').items);
      await this.drawing.now();
      await Promise.race([Promise.all(producers.map(detailsRead)), pause(longestForDetails, this.signal)]);
      if (this.signal.aborted) return;
      await observed(viewOf(this.places).wires);
      await this.drawing.now();
    } finally {
      this.drawing.stop();
      for (const end of ends) end();
    }
  }

  /** One list: what is kept of it at once, each page of a first reading, and the end of it. */
  private async readList(place: InventoryPlace, list: ListName): Promise<void> {
    const readAt = listReadAt(place, list);
    const before = keptList(place, list).read;
    if (before.state !== 'pending') await this.tellList(place, list);
    const since = this.refresh ? this.began : this.began - keptFor.lists;
    await withUrgency(readAt === 0 || this.refresh ? 'screen' : 'background', () =>
      refreshList(place, list, since, (page) => {
        void this.feed?.page(place, list, page);
        this.drawing.soon();
      }),
    );
    if (keptList(place, list).read !== before) await this.tellList(place, list);
    this.drawing.soon();
  }

  private async tellList(place: InventoryPlace, list: ListName): Promise<void> {
    const items = list === 'streams' ? sourcesOf(place) : keptList(place, list).items;
    await this.feed?.list(place, list, items);
  }

  private tellSource(place: InventoryPlace, arn: string): void {
    const source = sourceOf(place, arn);
    if (source) this.feed?.source(source);
    this.drawing.soon();
  }

  /** Not before all lists were read: only they tell which streams are wired, and take a hundredth of the time. */
  private wantDetails(place: InventoryPlace, streams: readonly Source[]): void {
    const wired = this.wired();
    wantDetails(
      place,
      streams.map(({ arn }) => {
        const isWired = wired.has(arn);
        const age = isWired ? keptFor.wired : keptFor.others;
        return { arn, wired: isWired, anew: this.refresh, since: this.refresh ? this.began : this.began - age };
      }),
    );
  }

  /** Streams that a function of another account reads. */
  private wired(): ReadonlySet<string> {
    const mappings = this.places.consumers.flatMap((place) => keptList(place, 'mappings').items);
    const across = mappings.filter(({ sourceArn, accountId }) => accountOf(sourceArn) !== accountId);
    return new Set(across.map(({ sourceArn }) => streamArnOf(sourceArn)));
  }

  private async drawWires(): Promise<void> {
    if (this.feed && !this.signal.aborted) await this.feed.wires(await dated(viewOf(this.places).wires));
  }
}
