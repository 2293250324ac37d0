import type { Connection } from '@/lib/wiring/connection';
import type { InventoryPiece, ListedThing, ListedThings, ListRead } from '@/lib/wiring/inventory';

/** What can be wired, and what already is, as it comes in, list by list. */
export type Listing = ListedThings & {
  state: 'reading' | 'done' | 'stopped' | 'failed';
  reads: ListRead[];
  /** So many parts of streams are still being read when all lists are. */
  pending: number;
  error: unknown;
};

export const noListing: Listing = {
  state: 'reading',
  sources: [],
  functions: [],
  mappings: [],
  things: [],
  reads: [],
  pending: 0,
  error: null,
};

/** A listing with one more piece. Pages of one list come one after the other and add up. */
export function withPiece(listing: Listing, piece: InventoryPiece): Listing {
  switch (piece.piece) {
    case 'sources':
      return withList(listing, 'sources', piece.sources, piece.read);
    case 'functions':
      return withList(listing, 'functions', piece.functions, piece.read);
    case 'mappings':
      return withList(listing, 'mappings', piece.mappings, piece.read);
    case 'things':
      return withList(listing, 'things', piece.things, piece.read);
    case 'source':
      return { ...listing, sources: joined(listing.sources, [piece.source]) };
    case 'wires':
      return listing;
    case 'done':
      return { ...listing, state: 'done', pending: piece.pending };
  }
}

function withList(listing: Listing, list: keyof ListedThings, things: readonly ListedThing[], read: ListRead): Listing {
  return {
    ...listing,
    [list]: joined(listing[list], things),
    reads: [...withoutRead(listing.reads, read), read],
  };
}

/** Everything listed of one resource, in whichever list. */
export function listedOf({ sources, functions, mappings, things }: ListedThings, is: string): ListedThing[] {
  return [sources, functions, mappings, things].flatMap((list) => list.filter((thing) => thing.is === is));
}

/** Whether what is not known of a stream yet may still come in. */
export function isGoingOn({ state, pending }: Listing): boolean {
  return state === 'reading' || (state === 'done' && pending > 0);
}

/** The lists that have been asked for and have not answered: who is still being waited for. */
export function awaited(
  listing: Listing,
  is: string,
  connections: Connection[],
): { connection: Connection; region: string }[] {
  if (listing.state !== 'reading') return [];
  return connections.flatMap((connection) =>
    connection.regions
      .filter((region) => !listing.reads.some((read) => isOf(read, is, connection.id, region) && answered(read)))
      .map((region) => ({ connection, region })),
  );
}

/** Whether every list of a resource was read in the connected accounts, is still awaited, or cannot be read. */
export function everyListRead(
  listing: Listing,
  is: string,
  connections: Connection[],
): 'known' | 'awaited' | 'unknown' {
  if (awaited(listing, is, connections).length > 0) return 'awaited';
  const places = connections.flatMap(({ id, regions }) => regions.map((region) => ({ id, region })));
  const read = places.every(({ id, region }) =>
    listing.reads.some((one) => isOf(one, is, id, region) && one.read.state === 'known'),
  );
  return read ? 'known' : 'unknown';
}

/** Every list was read whole, and there are some: only then is nothing found nothing there. */
export function isWhole(listing: Listing, is: string): boolean {
  const own = listing.reads.filter((read) => read.is === is);
  return listing.state === 'done' && own.length > 0 && own.every(({ read }) => read.state === 'known');
}

function answered(read: ListRead): boolean {
  return read.read.state !== 'pending';
}

function isOf(read: ListRead, is: string, connectionId: string, region: string): boolean {
  return read.is === is && read.connectionId === connectionId && read.region === region;
}

function withoutRead(reads: ListRead[], read: ListRead): ListRead[] {
  return reads.filter((one) => !isOf(one, read.is, read.connectionId, read.region));
}

function joined(old: readonly ListedThing[], fresh: readonly ListedThing[]): ListedThing[] {
  // What is read anew keeps its place, so that nothing moves under a person's hand.
  const byArn = new Map(old.map((one) => [one.arn, one]));
  for (const one of fresh) byArn.set(one.arn, one);
  return [...byArn.values()];
}
