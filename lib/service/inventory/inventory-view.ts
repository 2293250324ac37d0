import { discoverWires } from '@/lib/wiring/discover/discover';
import { indexOf } from '@/lib/wiring/discover/index-of';
import { remembered } from '@/lib/wiring/discover/remembered';
import type { Inventory, ListedThing, ListRead } from '@/lib/wiring/inventory';
import type { Rooms } from '@/lib/wiring/rooms';
import { type InventoryPlace, keptDetails, keptList } from './inventory-cache';
import { listsOf, type PlacedList } from './inventory-lists';
import type { Places } from './inventory-scope';
import type { MarksOf } from './marks-of-runs';

/** Everything kept of these places, put together; nothing is called. */
export function viewOf(rooms: Rooms, places: Places, ours: MarksOf): Inventory {
  const lists = listsOf(rooms, places).map((list) => ({ ...list, things: thingsOf(list) }));
  const among = (name: PlacedList['listing']['in']) =>
    lists.flatMap(({ listing, things }) => (listing.in === name ? things : []));
  const reads = lists.map(readOf);
  const byResource = new Map<string, ListedThing[]>();
  for (const { is, things } of lists) byResource.set(is, [...(byResource.get(is) ?? []), ...things]);
  const index = indexOf(byResource, reads);
  return {
    sources: among('sources'),
    functions: among('functions'),
    mappings: among('mappings'),
    things: among('things'),
    wires: discoverWires(rooms, { index, connections: places.accounts, ours }),
    reads,
  };
}

/** The things of a list with what was read of each. */
export function thingsOf({ place, is }: Pick<PlacedList, 'place' | 'is'>): ListedThing[] {
  return keptList(place, is).items.map((thing) => withDetails(place, thing));
}

/** One of them. */
export function thingOf({ place, is }: Pick<PlacedList, 'place' | 'is'>, arn: string): ListedThing | null {
  const thing = byArn(keptList(place, is).items).get(arn);
  return thing ? withDetails(place, thing) : null;
}

const filled = remembered<ListedThing, ListedThing>();

/** The very same thing while nothing of it changed, so that what rests on it need not be worked out again. */
function withDetails(place: InventoryPlace, thing: ListedThing): ListedThing {
  const details = keptDetails(place, thing.arn);
  return details === null ? thing : filled(thing, [details], () => ({ ...thing, ...details }));
}

const indexes = new WeakMap<readonly ListedThing[], ReadonlyMap<string, ListedThing>>();

/** A list that is read again is another array. */
function byArn(things: readonly ListedThing[]): ReadonlyMap<string, ListedThing> {
  const index = indexes.get(things) ?? new Map(things.map((thing) => [thing.arn, thing]));
  indexes.set(things, index);
  return index;
}

export function readOf({ place, is, listing }: PlacedList): ListRead {
  const { connection, region } = place;
  const { read } = keptList(place, is);
  return { connectionId: connection.id, accountId: connection.accountId, region, is, list: listing.name, read };
}
