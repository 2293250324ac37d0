import type {
  Inventory,
  InventoryPiece,
  LambdaFunction,
  ListRead,
  Mapping,
  Source,
  Wire,
} from '@/lib/wiring/inventory';

/**
 * An inventory with the name by which the server knows that it was sent here, `null` while it is being sent, and with
 * how many parts of streams the server was still reading when it last said so.
 */
export type Gathered = Inventory & { next: string | null; pending: number };

export const emptyInventory: Gathered = {
  sources: [],
  functions: [],
  mappings: [],
  wires: [],
  reads: [],
  next: null,
  pending: 0,
};

type Done = Extract<InventoryPiece, { piece: 'done' }>;

/** One reading of the inventory as its pieces come, over what the reading before it left. */
export class Round {
  private readonly before: Gathered;
  private readonly sources = new Map<string, Source>();
  private readonly functions = new Map<string, LambdaFunction>();
  private readonly mappings = new Map<string, Mapping>();
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
        this.add(this.sources, piece.sources, arnOf);
        this.reads.set(nameOf(piece.read), piece.read);
        return;
      case 'functions':
        this.add(this.functions, piece.functions, arnOf);
        this.reads.set(nameOf(piece.read), piece.read);
        return;
      case 'mappings':
        this.add(this.mappings, piece.mappings, arnOf);
        this.reads.set(nameOf(piece.read), piece.read);
        return;
      case 'source':
        this.add(this.sources, [piece.source], arnOf);
        return;
      case 'wires':
        this.drop(this.wires, piece.gone);
        this.add(this.wires, piece.wires, idOf);
        return;
      case 'done':
        this.done = piece;
        for (const map of [this.sources, this.functions, this.mappings, this.wires]) this.drop(map, piece.gone);
    }
  }

  /**
   * What the screen shows. What was there before stays until everything has been read again, so that nothing blinks,
   * and stays for good when its list could not be read again.
   */
  inventory(): Gathered {
    const { before, done } = this;
    const stays = (list: ListRead['list']) => (item: Item) => done?.whole !== true || !this.isRead(item, list);
    const settled = new Map(before.sources.map((source) => [source.arn, source]));
    const sources = this.over(before.sources.filter(stays('streams')), this.sources, arnOf);
    const reads = new Map([...before.reads.map((read) => [nameOf(read), read] as const), ...this.reads]);
    return {
      sources: sources.map((source) => withoutPending(source, settled.get(source.arn))),
      functions: this.over(before.functions.filter(stays('functions')), this.functions, arnOf),
      mappings: this.over(before.mappings.filter(stays('mappings')), this.mappings, arnOf),
      wires: this.over(done?.whole ? [] : before.wires, this.wires, idOf),
      reads: done ? [...this.reads.values()] : [...reads.values()],
      next: done?.next ?? null,
      pending: done?.pending ?? before.pending,
    };
  }

  private isRead({ connectionId, region }: Item, list: ListRead['list']): boolean {
    const read = this.reads.get(nameOf({ connectionId, region, list }));
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

type Item = { connectionId: string; region: string };

/** What is about to be read again is shown as it was. */
function withoutPending(source: Source, old: Source | undefined): Source {
  if (old === undefined || old === source) return source;
  return {
    ...source,
    summary: source.summary.state === 'pending' ? old.summary : source.summary,
    policy: source.policy.state === 'pending' ? old.policy : source.policy,
    consumers: source.consumers.state === 'pending' ? old.consumers : source.consumers,
    key: source.key.state === 'pending' ? old.key : source.key,
  };
}

function arnOf({ arn }: { arn: string }): string {
  return arn;
}

function idOf({ id }: { id: string }): string {
  return id;
}

function nameOf({ connectionId, region, list }: Item & Pick<ListRead, 'list'>): string {
  return `${list} ${connectionId} ${region}`;
}
