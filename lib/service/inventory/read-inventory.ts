import { detailsOf } from '@/lib/aws/read-part';
import { withUrgency } from '@/lib/aws/session/urgency';
import type { Connection } from '@/lib/wiring/connection';
import type { Inventory, InventoryPiece, ListedThing } from '@/lib/wiring/inventory';
import { Paced } from '../server/paced';
import { pause } from '../server/pause';
import { productReading, type Reading } from '../wire/reading';
import { detailsRead, wantDetails, watchDetails } from './fill-details';
import { keptList, listReadAt, refreshList } from './inventory-cache';
import { InventoryFeed } from './inventory-feed';
import { listName, listsOf, type PlacedList } from './inventory-lists';
import { type InventoryScope, type Places, placesNow, placesOf } from './inventory-scope';
import { thingOf, thingsOf, viewOf } from './inventory-view';
import { changedSince, watchForgetting } from './kept-inventory';
import { laterMoment } from './later-moment';
import { type MarksOf, marksOfRuns } from './marks-of-runs';
import { partsBeingRead } from './pending-parts';
import { observe, wiresSince } from './wire-since';

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
export async function readInventory(scope: InventoryScope = {}, reading: Reading = productReading): Promise<Inventory> {
  const stop = new AbortController();
  const round = new Round(reading, await placesOf(scope), scope, null, stop.signal);
  await Promise.race([round.read(longest), pause(longest, stop.signal)]);
  round.end();
  stop.abort();
  const view = viewOf(reading.rooms, round.places, await marksOfRuns(reading.rooms.calls));
  return { ...view, wires: await wiresSince(view.wires) };
}

/**
 * The inventory piece by piece: what is kept at once, then lists, then the details of wired things, then the rest.
 * With `after`, only what changed since the pieces whose last one named that as `next`.
 */
export async function streamInventory(
  places: Places,
  scope: Pick<InventoryScope, 'refresh' | 'after'>,
  send: (piece: InventoryPiece) => void,
  signal: AbortSignal,
  reading: Reading = productReading,
): Promise<void> {
  const feed = new InventoryFeed((piece) => void (signal.aborted || send(piece)), scope.after ?? null);
  const round = new Round(reading, places, scope, feed, signal);
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
  private readonly reading: Reading;
  private readonly asked: Places;
  private readonly changed: Map<string, Connection | null>;
  private readonly refresh: boolean;
  private readonly feed: InventoryFeed | null;
  private readonly signal: AbortSignal;
  private readonly began = laterMoment();
  private readonly drawing = new Paced(() => this.drawWires(), wiresEvery);
  /** The things of each list that the reader was told of. */
  private readonly told = new Map<string, readonly ListedThing[]>();
  private ours: MarksOf = () => [];
  private attempt = new AbortController();
  private isFirstAttempt = true;
  /** All lists were read in this attempt. */
  private isListed = false;

  constructor(
    reading: Reading,
    places: Places,
    scope: Pick<InventoryScope, 'refresh'>,
    feed: InventoryFeed | null,
    signal: AbortSignal,
  ) {
    this.reading = reading;
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

  /** Answers how many parts of things are still being read, now that the reader waits no longer. */
  end(): number {
    // One answer has what is kept by now, be it listed a moment ago.
    if (this.feed === null) this.wantAllDetails();
    return this.detailedLists().reduce((sum, list) => {
      const things = this.feed === null ? keptList(list.place, list.is).items : (this.told.get(listName(list)) ?? []);
      return sum + partsBeingRead(this.reading, list, things, (arn) => this.tellThing(list, arn));
    }, 0);
  }

  private async tryToRead(longestForDetails: number, forgotten: AbortSignal): Promise<void> {
    const detailed = this.detailedLists();
    const ends = detailed.map((list) => watchDetails(this.reading, list, (arn) => this.tellThing(list, arn)));
    const isOver = () => forgotten.aborted || this.signal.aborted;
    try {
      await Promise.all([...this.lists().map((list) => this.readList(list, forgotten)), this.readMarks()]);
      if (isOver()) return;
      this.wantAllDetails();
      this.isListed = true;
      await this.drawing.now();
      const allRead = Promise.all(detailed.map((list) => detailsRead(this.reading, list)));
      await Promise.race([allRead, pause(longestForDetails, this.signal)]);
      if (isOver()) return;
      await observe(this.view().wires);
      await this.drawing.now();
    } finally {
      for (const end of ends) end();
    }
  }

  /** What was read of a connection counts no more. */
  private beginAgain(connectionId: string, now: Connection | null | undefined): void {
    if (![...this.asked.producers, ...this.asked.consumers].some(({ connection }) => connection.id === connectionId))
      return;
    const before = this.lists();
    if (now !== undefined) this.changed.set(connectionId, now);
    this.places = placesNow(this.asked, this.changed);
    const left = new Set(this.lists().map(listName));
    for (const list of before) if (!left.has(listName(list))) this.feed?.drop(list);
    this.isFirstAttempt = false;
    this.isListed = false;
    this.attempt.abort();
  }

  /** One list: what is kept of it at once, each page of a first reading, and the end of it. */
  private async readList(list: PlacedList, forgotten: AbortSignal): Promise<void> {
    const { place, is } = list;
    const readAt = listReadAt(place, is);
    const before = keptList(place, is).read;
    if (before.state !== 'pending') await this.tellList(list);
    if (forgotten.aborted) return;
    const since = this.refresh ? this.began : this.began - keptFor.lists;
    await withUrgency(readAt === 0 || this.refresh ? 'screen' : 'background', () =>
      refreshList(this.reading, place, is, since, (page) => {
        void this.feed?.page(list, page);
        this.drawing.soon();
      }),
    );
    if (forgotten.aborted) return;
    if (keptList(place, is).read !== before) await this.tellList(list);
    this.drawing.soon();
  }

  private async tellList(list: PlacedList): Promise<void> {
    const things = thingsOf(list);
    this.told.set(listName(list), things);
    await this.feed?.list(list, things);
  }

  private tellThing(list: PlacedList, arn: string): void {
    const thing = thingOf(list, arn);
    if (thing) this.feed?.thing(list, thing);
    this.drawing.soon();
  }

  /** Not before all lists were read: only they tell what is wired, and take a hundredth of the time. */
  private wantAllDetails(): void {
    const wired = new Set(this.view().wires.flatMap(({ parts }) => Object.values(parts)));
    for (const list of this.detailedLists()) {
      const things = keptList(list.place, list.is).items.map(({ arn }) => {
        const isWired = wired.has(arn);
        const age = isWired ? keptFor.wired : keptFor.others;
        return { arn, wired: isWired, anew: this.refresh, since: this.refresh ? this.began : this.began - age };
      });
      wantDetails(this.reading, list, things);
    }
  }

  private async drawWires(): Promise<void> {
    if (this.feed === null || this.signal.aborted) return;
    // What was forgotten is shown as it was until its lists have been read again.
    if (!this.isFirstAttempt && !this.isListed) return;
    await this.readMarks();
    await this.feed.wires(await wiresSince(this.view().wires));
  }

  private async readMarks(): Promise<void> {
    this.ours = await marksOfRuns(this.reading.rooms.calls);
  }

  private view(): Inventory {
    return viewOf(this.reading.rooms, this.places, this.ours);
  }

  private lists(): PlacedList[] {
    return listsOf(this.reading.rooms, this.places);
  }

  private detailedLists(): PlacedList[] {
    return this.lists().filter(({ is }) => Object.keys(detailsOf(is, this.reading.readers)).length > 0);
  }
}
