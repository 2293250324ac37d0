import type { Listing } from '@/lib/wiring/resource/resource';
import type { Rooms } from '@/lib/wiring/rooms';
import type { InventoryPlace } from './inventory-cache';
import type { Places } from './inventory-scope';

/** One list of one place: of which resource, and which list of an inventory it is. */
export type PlacedList = { place: InventoryPlace; is: string; listing: Listing };

/** What is looked at to see every wire, each list where a wire may have such a thing. */
export function listsOf({ kinds, resources }: Pick<Rooms, 'kinds' | 'resources'>, places: Places): PlacedList[] {
  return [...new Set(kinds.flatMap(({ lists }) => lists))].flatMap((is) => {
    const listing = resources[is]?.listing;
    return listing ? sideOf(listing, places).map((place) => ({ place, is, listing })) : [];
  });
}

function sideOf(listing: Listing, { producers, consumers }: Places): InventoryPlace[] {
  switch (listing.in) {
    case 'sources':
      return producers;
    case 'functions':
    case 'mappings':
      return consumers;
    case 'things':
      return [...new Map([...producers, ...consumers].map((place) => [placeName(place), place])).values()];
  }
}

function placeName({ connection, region }: InventoryPlace): string {
  return `${connection.id} ${region}`;
}

/** Tells one list from the others. */
export function listName({ place, is }: Pick<PlacedList, 'place' | 'is'>): string {
  return `${is} ${placeName(place)}`;
}
