import type { Connection } from '@/lib/wiring/connection';
import type { InventoryPiece, LambdaFunction, ListRead, Source } from '@/lib/wiring/inventory';

/** Streams and functions as they come in, list by list. */
export type Listing = {
  state: 'reading' | 'done' | 'stopped' | 'failed';
  sources: Source[];
  functions: LambdaFunction[];
  reads: ListRead[];
  error: unknown;
};

export const noListing: Listing = { state: 'reading', sources: [], functions: [], reads: [], error: null };

/** A listing with one more piece. Pages of one list come one after the other and add up. */
export function withPiece(listing: Listing, piece: InventoryPiece): Listing {
  switch (piece.piece) {
    case 'sources':
      return {
        ...listing,
        sources: joined(listing.sources, piece.sources),
        reads: [...withoutRead(listing.reads, piece.read), piece.read],
      };
    case 'functions':
      return {
        ...listing,
        functions: joined(listing.functions, piece.functions),
        reads: [...withoutRead(listing.reads, piece.read), piece.read],
      };
    case 'source':
      return { ...listing, sources: joined(listing.sources, [piece.source]) };
    case 'done':
      return { ...listing, state: 'done' };
    default:
      return listing;
  }
}

/** The lists that have been asked for and have not answered: who is still being waited for. */
export function awaited(
  listing: Listing,
  list: 'streams' | 'functions',
  connections: Connection[],
): { connection: Connection; region: string }[] {
  if (listing.state !== 'reading') return [];
  return connections.flatMap((connection) =>
    connection.regions
      .filter((region) => !listing.reads.some((read) => isOf(read, list, connection.id, region) && answered(read)))
      .map((region) => ({ connection, region })),
  );
}

/** Every list was read whole: only then is nothing found nothing there. */
export function isWhole(listing: Listing, list: 'streams' | 'functions'): boolean {
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

function joined<T extends { arn: string }>(old: T[], fresh: T[]): T[] {
  const arns = new Set(fresh.map((one) => one.arn));
  return [...old.filter((one) => !arns.has(one.arn)), ...fresh];
}
