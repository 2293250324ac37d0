import { setImmediate } from 'node:timers/promises';
import type { InventoryPiece, ListedThing } from '@/lib/wiring/inventory';
import type { Wire } from '@/lib/wiring/wire';
import { fingerprintOf } from './fingerprint';
import { listName, type PlacedList } from './inventory-lists';
import { type Held, keepReader, takeReader } from './inventory-readers';
import { readOf } from './inventory-view';

type Send = (piece: InventoryPiece) => void;

/** So many things go into one piece: a browser reads it between two frames. */
const inOnePiece = 200;

/** Sends an inventory to one reader: all of it, or what differs from what the reader was sent before. */
export class InventoryFeed {
  private readonly send: Send;
  private readonly before: Held | null;
  private readonly held = new Map<string, number>();
  private readonly removed = new Set<string>();
  private readonly groups = new Map<string, Set<string>>();

  /** `after` is what the last `done` called `next`; everything is sent when that is not known any more. */
  constructor(send: Send, after: string | null) {
    this.send = send;
    this.before = after === null ? null : takeReader(after);
  }

  /** A list as it is now, of which the reader is sent what it does not have. */
  async list(list: PlacedList, things: readonly ListedThing[]): Promise<void> {
    this.replace(listName(list), things.map(arnOfThing));
    await this.page(list, things);
  }

  /** Some more of a list. */
  async page(list: PlacedList, things: readonly ListedThing[]): Promise<void> {
    const name = listName(list);
    const group = this.groups.get(name) ?? new Set();
    this.groups.set(name, group);
    for (const thing of things) group.add(thing.arn);
    const where = placeOf(list);
    for (const some of inPieces(await this.freshOf(things, arnOfThing))) this.send(pieceOf(list, some, where));
  }

  /** A list of a place that is not looked at any more. */
  drop(list: PlacedList): void {
    this.replace(listName(list), []);
  }

  /** One thing of a list, of which more was read. */
  thing(list: PlacedList, thing: ListedThing): void {
    if (!this.isFresh(thing.arn, thing)) return;
    if (list.listing.in === 'sources') this.send({ piece: 'source', source: thing });
    else this.send(pieceOf(list, [thing], placeOf(list)));
  }

  /** All wires as they are now. */
  async wires(wires: readonly Wire[]): Promise<void> {
    const ids = wires.map(({ id }) => id);
    const gone = this.replace('wires', ids);
    for (const [index, some] of inPieces(await this.freshOf(wires, ({ id }) => id)).entries()) {
      this.send({ piece: 'wires', wires: some, gone: index === 0 ? gone : [] });
    }
  }

  /**
   * The end: what the reader had and is no more, how many parts of things are still being read, and by which name it
   * may ask for what changes from now on.
   */
  done(pending: number): void {
    const had = new Set([...(this.before?.keys() ?? []), ...this.removed]);
    const gone = [...had].filter((key) => !this.held.has(key));
    this.send({ piece: 'done', whole: this.before === null, gone, next: keepReader(this.held), pending });
  }

  /** Says what a group of things consists of now; answers what of it is no more. */
  private replace(name: string, keys: readonly string[]): string[] {
    const now = new Set(keys);
    const gone = [...(this.groups.get(name) ?? [])].filter((key) => !now.has(key));
    for (const key of gone) {
      this.held.delete(key);
      this.removed.add(key);
    }
    this.groups.set(name, now);
    return gone;
  }

  /** Other requests are served between the parts of a long list. */
  private async freshOf<T extends object>(items: readonly T[], keyOf: (item: T) => string): Promise<T[]> {
    const fresh: T[] = [];
    for (let from = 0; from < items.length; from += inOnePiece) {
      if (from > 0) await setImmediate();
      fresh.push(...items.slice(from, from + inOnePiece).filter((item) => this.isFresh(keyOf(item), item)));
    }
    return fresh;
  }

  private isFresh(key: string, item: object): boolean {
    const print = fingerprintOf(item);
    const known = this.held.get(key) ?? this.before?.get(key);
    this.held.set(key, print);
    return known !== print;
  }
}

function arnOfThing({ arn }: ListedThing): string {
  return arn;
}

function placeOf(list: PlacedList) {
  const { connection, region } = list.place;
  return { connectionId: connection.id, region, read: readOf(list) };
}

function pieceOf({ listing }: PlacedList, things: ListedThing[], where: ReturnType<typeof placeOf>): InventoryPiece {
  switch (listing.in) {
    case 'sources':
      return { piece: 'sources', ...where, sources: things };
    case 'functions':
      return { piece: 'functions', ...where, functions: things };
    case 'mappings':
      return { piece: 'mappings', ...where, mappings: things };
    case 'things':
      return { piece: 'things', ...where, things };
  }
}

/** At least one piece, since it also says how the list was read. */
function inPieces<T>(items: readonly T[]): T[][] {
  const count = Math.max(1, Math.ceil(items.length / inOnePiece));
  return Array.from({ length: count }, (_, index) => items.slice(index * inOnePiece, (index + 1) * inOnePiece));
}
