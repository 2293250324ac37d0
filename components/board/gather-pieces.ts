import type { Inventory, InventoryPiece, ListRead } from '@/lib/wiring/inventory';

/** One reading of the inventory as its pieces come, over what the reading before it left. */
export type Round = { before: Inventory; fresh: Inventory; wiresCame: boolean; done: boolean };

export const emptyInventory: Inventory = { sources: [], functions: [], mappings: [], wires: [], reads: [] };

export function beginRound(before: Inventory = emptyInventory): Round {
  return { before, fresh: emptyInventory, wiresCame: false, done: false };
}

export function withPiece(round: Round, piece: InventoryPiece): Round {
  const { fresh } = round;
  switch (piece.piece) {
    case 'sources':
      return {
        ...round,
        fresh: {
          ...fresh,
          sources: joined(fresh.sources, piece.sources, arnOf),
          reads: withRead(fresh.reads, piece.read),
        },
      };
    case 'functions':
      return {
        ...round,
        fresh: {
          ...fresh,
          functions: joined(fresh.functions, piece.functions, arnOf),
          reads: withRead(fresh.reads, piece.read),
        },
      };
    case 'mappings':
      return {
        ...round,
        fresh: {
          ...fresh,
          mappings: joined(fresh.mappings, piece.mappings, (one) => one.uuid),
          reads: withRead(fresh.reads, piece.read),
        },
      };
    case 'source':
      return { ...round, fresh: { ...fresh, sources: joined(fresh.sources, [piece.source], arnOf) } };
    case 'wires':
      return { ...round, fresh: { ...fresh, wires: piece.wires }, wiresCame: true };
    case 'done':
      return { ...round, done: true };
  }
}

/**
 * What the screen shows of a round. What was there before stays until its list has been read again, so that nothing
 * blinks, and stays for good when the list could not be read again.
 */
export function inventoryOf({ before, fresh, wiresCame, done }: Round): Inventory {
  const reads = fresh.reads.reduce(withRead, before.reads);
  const stays = (list: ListRead['list']) => (item: Place) => {
    const read = fresh.reads.find((one) => isOf(one, item.connectionId, item.region, list));
    return read ? read.read.state !== 'known' || !done : !done;
  };
  const settled = new Map(before.sources.map((source) => [source.arn, source]));
  return {
    sources: joined(before.sources.filter(stays('streams')), fresh.sources, arnOf).map((source) => {
      const old = settled.get(source.arn);
      if (!old) return source;
      return {
        ...source,
        summary: source.summary.state === 'pending' ? old.summary : source.summary,
        policy: source.policy.state === 'pending' ? old.policy : source.policy,
      };
    }),
    functions: joined(before.functions.filter(stays('functions')), fresh.functions, arnOf),
    mappings: joined(before.mappings.filter(stays('mappings')), fresh.mappings, (one) => one.uuid),
    wires: wiresCame ? fresh.wires : before.wires,
    reads: done
      ? reads.filter((read) => fresh.reads.some((one) => isOf(one, read.connectionId, read.region, read.list)))
      : reads,
  };
}

type Place = { connectionId: string; region: string };

function arnOf(item: { arn: string }): string {
  return item.arn;
}

function isOf(read: ListRead, connectionId: string, region: string, list: ListRead['list']): boolean {
  return read.connectionId === connectionId && read.region === region && read.list === list;
}

function withRead(reads: ListRead[], read: ListRead): ListRead[] {
  return [...reads.filter((one) => !isOf(one, read.connectionId, read.region, read.list)), read];
}

function joined<T>(old: T[], fresh: T[], keyOf: (item: T) => string): T[] {
  const byKey = new Map(old.map((item) => [keyOf(item), item]));
  for (const item of fresh) byKey.set(keyOf(item), item);
  return [...byKey.values()];
}
