import { type DrawnRooms, drawingOf } from '@/components/resource/rooms';
import type { Inventory, ListedThing } from '@/lib/wiring/inventory';
import type { Half } from '@/lib/wiring/part';
import type { Listing } from '@/lib/wiring/resource/resource';

/** Resources that an inventory lists for a bank: those that stand on it and, among `beside`, those that stand on none. */
export function listsOf({ kinds, resources }: Pick<DrawnRooms, 'kinds' | 'resources'>, half: Half) {
  const listed = [...new Set(kinds.flatMap(({ lists }) => lists))];
  const inList = (...names: Listing['in'][]) =>
    listed.filter((id) => names.some((name) => resources[id]?.listing?.in === name));
  if (half === 'producer') return { ends: inList('sources'), beside: [] };
  const readers = new Set(kinds.map(({ reader }) => reader));
  const things = inList('things');
  return {
    ends: [...inList('functions'), ...things.filter((id) => readers.has(id))],
    beside: [...inList('mappings'), ...things.filter((id) => !readers.has(id))],
  };
}

/** Everything of an inventory that may read. */
export function readersOf({ kinds }: Pick<DrawnRooms, 'kinds'>, { functions, things }: Inventory): ListedThing[] {
  const readers = new Set(kinds.map(({ reader }) => reader));
  const others = things.filter(({ is }) => readers.has(is));
  return others.length === 0 ? functions : [...functions, ...others];
}

/** The words of the lists of a bank's ends, in the order of the kinds. */
export function wordsOfLists(rooms: DrawnRooms, half: Half) {
  return listsOf(rooms, half).ends.flatMap((id) => drawingOf(rooms, id).listed ?? []);
}
