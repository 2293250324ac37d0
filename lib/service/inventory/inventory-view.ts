import { discoverWires } from '@/lib/wiring/discover/discover';
import { remembered } from '@/lib/wiring/discover/remembered';
import type { Inventory, ListRead, Source } from '@/lib/wiring/inventory';
import { type InventoryPlace, keptDetails, keptList, type ListName } from './inventory-cache';
import type { Places } from './inventory-scope';

/** Everything kept of these places, put together; nothing is called. */
export function viewOf(places: Places): Inventory {
  const lists = {
    sources: places.producers.flatMap(sourcesOf),
    functions: places.consumers.flatMap((place) => keptList(place, 'functions').items),
    mappings: places.consumers.flatMap((place) => keptList(place, 'mappings').items),
    reads: [
      ...places.producers.map((place) => readOf(place, 'streams')),
      ...places.consumers.flatMap((place) => [readOf(place, 'functions'), readOf(place, 'mappings')]),
    ],
  };
  return { ...lists, wires: discoverWires({ ...lists, connections: places.accounts }) };
}

/** A place's streams with what was read of each. */
export function sourcesOf(place: InventoryPlace): Source[] {
  return keptList(place, 'streams').items.map((source) => withDetails(place, source));
}

/** One of them. */
export function sourceOf(place: InventoryPlace, arn: string): Source | null {
  const source = byArn(keptList(place, 'streams').items).get(arn);
  return source ? withDetails(place, source) : null;
}

const filled = remembered<Source, Source>();

/** The very same thing while nothing of it changed, so that what rests on it need not be worked out again. */
function withDetails(place: InventoryPlace, source: Source): Source {
  const details = keptDetails(place, source.arn);
  return filled(source, Object.values(details), () => ({ ...source, ...details }));
}

const indexes = new WeakMap<readonly Source[], ReadonlyMap<string, Source>>();

/** A list that is read again is another array. */
function byArn(sources: readonly Source[]): ReadonlyMap<string, Source> {
  const index = indexes.get(sources) ?? new Map(sources.map((source) => [source.arn, source]));
  indexes.set(sources, index);
  return index;
}

export function readOf({ connection, region }: InventoryPlace, list: ListName): ListRead {
  const { read } = keptList({ connection, region }, list);
  return { connectionId: connection.id, accountId: connection.accountId, region, list, read };
}
