import type { Inventory, InventoryPiece, ListedThing, ListedThings, ListRead } from '@/lib/wiring/inventory';
import type { Read } from '@/lib/wiring/read';
import type { Wire } from '@/lib/wiring/wire';

/**
 * An inventory with the name by which the server knows that it was sent here, `null` while it is being sent, and with
 * how many parts of streams the server was still reading when it last said so.
 */
export type Gathered = Inventory & { next: string | null; pending: number };

export const emptyInventory: Gathered = {
  sources: [],
  functions: [],
  mappings: [],
  things: [],
  wires: [],
  reads: [],
  next: null,
  pending: 0,
};

type Done = Extract<InventoryPiece, { piece: 'done' }>;

/** One reading of the inventory as its pieces come, over what the reading before it left. */
export class Round {
  private readonly before: Gathered;
  private readonly things: Record<keyof ListedThings, Map<string, ListedThing>> = {
    sources: new Map(),
    functions: new Map(),
    mappings: new Map(),
    things: new Map(),
  };
  private readonly wires = new Map<string, Wire>();
  private readonly reads = new Map<string, ListRead>();
  private readonly gone = new Set<string>();
  private done: Done | null = null;

  constructor(before: Gathered = emptyInventory) {
    this.before = before;
  }

  take(piece: InventoryPiece): void {
    switch (piece.piece) {
      case 'sources':
        this.list('sources', piece.sources, piece.read);
        return;
      case 'functions':
        this.list('functions', piece.functions, piece.read);
        return;
      case 'mappings':
        this.list('mappings', piece.mappings, piece.read);
        return;
      case 'things':
        this.list('things', piece.things, piece.read);
        return;
      case 'source':
        this.add(this.things.sources, [piece.source], arnOf);
        return;
      case 'wires':
        this.drop(this.wires, piece.gone);
        this.add(this.wires, piece.wires, idOf);
        return;
      case 'done':
        this.done = piece;
        for (const map of [...Object.values(this.things), this.wires]) this.drop(map, piece.gone);
    }
  }

  /**
   * What the screen shows. What was there before stays until everything has been read again, so that nothing blinks,
   * and stays for good when its list could not be read again.
   */
  inventory(): Gathered {
    const { before, done } = this;
    const stays = (thing: ListedThing) => done?.whole !== true || !this.isRead(thing);
    const all = (list: keyof ListedThings) => {
      const settled = new Map(before[list].map((thing) => [thing.arn, thing]));
      const things = this.over(before[list].filter(stays), this.things[list], arnOf);
      return things.map((thing) => withoutPending(thing, settled.get(thing.arn)));
    };
    const reads = new Map([...before.reads.map((read) => [nameOf(read), read] as const), ...this.reads]);
    return {
      sources: all('sources'),
      functions: all('functions'),
      mappings: all('mappings'),
      things: all('things'),
      wires: this.over(done?.whole ? [] : before.wires, this.wires, idOf),
      reads: done ? [...this.reads.values()] : [...reads.values()],
      next: done?.next ?? null,
      pending: done?.pending ?? before.pending,
    };
  }

  private list(list: keyof ListedThings, things: readonly ListedThing[], read: ListRead): void {
    this.add(this.things[list], things, arnOf);
    this.reads.set(nameOf(read), read);
  }

  private isRead(thing: ListedThing): boolean {
    const read = this.reads.get(nameOf(thing));
    return read === undefined || read.read.state === 'known';
  }

  private add<T>(map: Map<string, T>, items: readonly T[], keyOf: (item: T) => string): void {
    for (const item of items) {
      const key = keyOf(item);
      map.set(key, item);
      this.gone.delete(key);
    }
  }

  private drop(map: Map<string, unknown>, keys: readonly string[]): void {
    for (const key of keys) {
      map.delete(key);
      this.gone.add(key);
    }
  }

  private over<T>(old: readonly T[], fresh: ReadonlyMap<string, T>, keyOf: (item: T) => string): T[] {
    const all = new Map(old.map((item) => [keyOf(item), item]));
    for (const [key, item] of fresh) all.set(key, item);
    for (const key of this.gone) all.delete(key);
    return [...all.values()];
  }
}

/** What is about to be read again is shown as it was. */
function withoutPending(thing: ListedThing, old: ListedThing | undefined): ListedThing {
  if (old === undefined || old === thing) return thing;
  const before: Readonly<Record<string, unknown>> = old;
  const kept = Object.entries(thing).filter(([name, value]) => isPending(value) && name in before);
  if (kept.length === 0) return thing;
  return { ...thing, ...Object.fromEntries(kept.map(([name]) => [name, before[name]])) };
}

function isPending(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as Partial<Read<unknown>>).state === 'pending';
}

function arnOf({ arn }: { arn: string }): string {
  return arn;
}

function idOf({ id }: { id: string }): string {
  return id;
}

function nameOf({ is, connectionId, region }: Pick<ListRead, 'is' | 'connectionId' | 'region'>): string {
  return `${is} ${connectionId} ${region}`;
}
