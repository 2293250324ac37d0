import type { Connection } from '@/lib/wiring/connection';
import type { InventoryPiece, LambdaFunction, ListRead, Mapping, Source } from '@/lib/wiring/inventory';

/** Streams, functions and mappings as they come in, list by list. */
export type Listing = {
  state: 'reading' | 'done' | 'stopped' | 'failed';
  sources: Source[];
  functions: LambdaFunction[];
  mappings: Mapping[];
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
  reads: [],
  pending: 0,
  error: null,
};

/** A listing with one more piece. Pages of one list come one after the other and add up. */
export function withPiece(listing: Listing, piece: InventoryPiece): Listing {
  switch (piece.piece) {
    case 'sources':
      return {
        ...listing,
        sources: joined(listing.sources, piece.sources, byArn),
        reads: [...withoutRead(listing.reads, piece.read), piece.read],
      };
    case 'functions':
      return {
        ...listing,
        functions: joined(listing.functions, piece.functions, byArn),
        reads: [...withoutRead(listing.reads, piece.read), piece.read],
      };
    case 'mappings':
      return {
        ...listing,
        mappings: joined(listing.mappings, piece.mappings, ({ uuid }) => uuid),
        reads: [...withoutRead(listing.reads, piece.read), piece.read],
      };
    case 'source':
      return { ...listing, sources: joined(listing.sources, [piece.source], byArn) };
    case 'done':
      return { ...listing, state: 'done', pending: piece.pending };
    default:
      return listing;
  }
}

/** Whether what is not known of a stream yet may still come in. */
export function isGoingOn({ state, pending }: Listing): boolean {
  return state === 'reading' || (state === 'done' && pending > 0);
}

/** The lists that have been asked for and have not answered: who is still being waited for. */
export function awaited(
  listing: Listing,
  list: ListRead['list'],
  connections: Connection[],
): { connection: Connection; region: string }[] {
  if (listing.state !== 'reading') return [];
  return connections.flatMap((connection) =>
    connection.regions
      .filter((region) => !listing.reads.some((read) => isOf(read, list, connection.id, region) && answered(read)))
      .map((region) => ({ connection, region })),
  );
}

/** Whether all that subscribes in the connected accounts is known, still awaited, or cannot be known. */
export function subscribersRead(listing: Listing, connections: Connection[]): 'known' | 'awaited' | 'unknown' {
  if (awaited(listing, 'mappings', connections).length > 0) return 'awaited';
  const places = connections.flatMap(({ id, regions }) => regions.map((region) => ({ id, region })));
  const read = places.every(({ id, region }) =>
    listing.reads.some((one) => isOf(one, 'mappings', id, region) && one.read.state === 'known'),
  );
  return read ? 'known' : 'unknown';
}

/** Every list was read whole: only then is nothing found nothing there. */
export function isWhole(listing: Listing, list: ListRead['list']): boolean {
  const own = listing.reads.filter((read) => read.list === list);
  return listing.state === 'done' && own.every(({ read }) => read.state === 'known');
}

function answered(read: ListRead): boolean {
  return read.read.state !== 'pending';
}

function isOf(read: ListRead, list: ListRead['list'], connectionId: string, region: string): boolean {
  return read.list === list && read.connectionId === connectionId && read.region === region;
}

function withoutRead(reads: ListRead[], read: ListRead): ListRead[] {
  return reads.filter((one) => !isOf(one, read.list, read.connectionId, read.region));
}

function byArn({ arn }: { arn: string }): string {
  return arn;
}

function joined<T>(old: T[], fresh: T[], keyOf: (item: T) => string): T[] {
  // What is read anew keeps its place, so that nothing moves under a person's hand.
  const byKey = new Map(old.map((one) => [keyOf(one), one]));
  for (const one of fresh) byKey.set(keyOf(one), one);
  return [...byKey.values()];
}
