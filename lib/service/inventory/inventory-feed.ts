import { setImmediate } from 'node:timers/promises';
import type { InventoryPiece, LambdaFunction, Mapping, Source, Wire } from '@/lib/wiring/inventory';
import { fingerprintOf } from './fingerprint';
import type { InventoryPlace, ListName } from './inventory-cache';
import { type Held, keepReader, takeReader } from './inventory-readers';
import { readOf } from './inventory-view';

type Send = (piece: InventoryPiece) => void;
type Item = Source | LambdaFunction | Mapping;

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
  async list(place: InventoryPlace, list: ListName, items: readonly Item[]): Promise<void> {
    this.replace(groupOf(place, list), items.map(keyOfItem));
    await this.page(place, list, items);
  }

  /** Some more of a list. */
  async page(place: InventoryPlace, list: ListName, items: readonly Item[]): Promise<void> {
    const group = this.groups.get(groupOf(place, list)) ?? new Set();
    this.groups.set(groupOf(place, list), group);
    for (const item of items) group.add(keyOfItem(item));
    const where = { connectionId: place.connection.id, region: place.region, read: readOf(place, list) };
    for (const some of inPieces(await this.freshOf(items, keyOfItem))) this.send(pieceOf(list, some, where));
  }

  /** A list of a place that is not looked at any more. */
  drop(place: InventoryPlace, list: ListName): void {
    this.replace(groupOf(place, list), []);
  }

  source(source: Source): void {
    if (this.isFresh(source.arn, source)) this.send({ piece: 'source', source });
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
   * The end: what the reader had and is no more, how many parts of streams are still being read, and by which name it
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

function keyOfItem({ arn }: Item): string {
  return arn;
}

function groupOf({ connection, region }: InventoryPlace, list: ListName): string {
  return `${list} ${connection.id} ${region}`;
}

function pieceOf(
  list: ListName,
  items: Item[],
  where: Pick<InventoryPiece & { piece: 'sources' }, 'connectionId' | 'region' | 'read'>,
): InventoryPiece {
  switch (list) {
    case 'streams':
      return { piece: 'sources', ...where, sources: items as Source[] };
    case 'functions':
      return { piece: 'functions', ...where, functions: items as LambdaFunction[] };
    case 'mappings':
      return { piece: 'mappings', ...where, mappings: items as Mapping[] };
  }
}

/** At least one piece, since it also says how the list was read. */
function inPieces<T>(items: readonly T[]): T[][] {
  const count = Math.max(1, Math.ceil(items.length / inOnePiece));
  return Array.from({ length: count }, (_, index) => items.slice(index * inOnePiece, (index + 1) * inOnePiece));
}
