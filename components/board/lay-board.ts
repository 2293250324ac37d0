import type { WireStatus } from '@/lib/wiring/discover/status';
import { statusOrder } from '@/lib/wiring/discover/status';
import { worstFirst } from '@/lib/wiring/discover/worst-first';
import type { ListedThing } from '@/lib/wiring/inventory';
import { readerOf } from '@/lib/wiring/projection';
import type { ResourceTable } from '@/lib/wiring/resource/resources';
import type { Wire } from '@/lib/wiring/wire';
import type { Order } from './search-params';

/** What stands on the left bank: a source, read or only known from the wire that names it (`gone`: it is no more). */
export type SourceEnd = { arn: string; source: ListedThing | null; gone: boolean };

/** What stands on the right bank: what reads, or the principal of a grant that nobody reads with. */
export type ReaderEnd = { arn: string; reader: ListedThing | null; reads: boolean; gone: boolean };

/** A place on a bank, over one row or several; `position` counts the places of the bank from 1. */
export type Cell<T> = { key: string; position: number; from: number; to: number; end: T; wired: boolean };

/**
 * A wire in its own row, drawn from the row where its source stands to the row where its reader stands: both are fewer
 * than `reach` rows away. `position` counts the wires of the board from 1.
 */
export type LaidWire = { key: string; position: number; wire: Wire; row: number; fromRow: number; toRow: number };

/**
 * How many rows a cell, or the way from a wire to its end, may span. An end that stands further off stands here again,
 * so that both ends of a wire are seen at once and as much is drawn around a row in a large board as in a small one.
 */
export const reach = 12;

export type Heading = WireStatus | 'unwired';

type Row = { heading: Heading | null; count: number };

export type LaidBoard = { rows: Row[]; left: Cell<SourceEnd>[]; right: Cell<ReaderEnd>[]; wires: LaidWire[] };

export type BoardItems = { sources: readonly ListedThing[]; readers: readonly ListedThing[]; wires: readonly Wire[] };

/** The ends of wires by ARN, as far as they were read, and which codes say that one is gone. */
type Ends = {
  sources: ReadonlyMap<string, ListedThing>;
  readers: ReadonlyMap<string, ListedThing>;
  gone: { source: ReadonlySet<string>; reader: ReadonlySet<string> };
};

/** Gives every source, reader and wire its row. Wires that share an end stand together. */
export function layBoard(items: BoardItems, order: Order, resources: ResourceTable): LaidBoard {
  const board: LaidBoard = { rows: [], left: [], right: [], wires: [] };
  const ends: Ends = {
    sources: new Map(items.sources.map((source) => [source.arn, source])),
    readers: new Map(items.readers.map((one) => [one.arn, one])),
    gone: goneCodes(resources),
  };
  for (const { heading, wires } of sections(resources, items.wires, order)) {
    if (heading) board.rows.push({ heading, count: wires.length });
    layWires(board, together(wires), ends);
  }
  layUnwired(board, items, ({ is, arn }) => resources[is]?.name(arn) ?? arn);
  return board;
}

/** By what a wire is called whose source, or whose reader, is not there any more. */
export function goneCodes(resources: ResourceTable): Ends['gone'] {
  const codes = Object.values(resources).flatMap(({ listing, endGone }) =>
    endGone ? [{ code: endGone, isSource: listing?.in === 'sources' }] : [],
  );
  const of = (source: boolean) => codes.filter(({ isSource }) => isSource === source).map(({ code }) => code);
  return { source: new Set(of(true)), reader: new Set([...of(false), 'dead-principal']) };
}

function sections(
  resources: ResourceTable,
  wires: readonly Wire[],
  order: Order,
): { heading: WireStatus | null; wires: Wire[] }[] {
  if (order === 'name')
    return [
      {
        heading: null,
        wires: wires.toSorted((a, b) => compare(a.sourceArn, b.sourceArn) || compare(a.readerArn, b.readerArn)),
      },
    ];
  const sorted = worstFirst(resources, wires);
  if (order === 'worst') return [{ heading: null, wires: sorted }];
  return statusOrder
    .map((status) => ({ heading: status, wires: sorted.filter((wire) => wire.status === status) }))
    .filter((section) => section.wires.length > 0);
}

/** Keeps the order, but brings wires of one source together, and sources that share a reader next to one another. */
function together(wires: readonly Wire[]): Wire[] {
  const bySource = groupBy(wires, (wire) => wire.sourceArn);
  const byReader = groupBy(wires, (wire) => wire.readerArn);
  const placed = new Set<string>();
  const followed = new Set<string>();
  const result: Wire[] = [];
  const place = (sourceArn: string) => {
    const waiting = [sourceArn];
    // An array that grows while it is gone through is gone through to its end.
    for (const next of waiting) {
      if (placed.has(next)) continue;
      placed.add(next);
      const own = bySource.get(next) ?? [];
      result.push(...own);
      for (const { readerArn } of own) {
        if (followed.has(readerArn)) continue;
        followed.add(readerArn);
        waiting.push(...(byReader.get(readerArn) ?? []).map((other) => other.sourceArn));
      }
    }
  };
  for (const wire of wires) place(wire.sourceArn);
  return result;
}

function layWires(board: LaidBoard, wires: Wire[], { sources, readers, gone }: Ends): void {
  const first = board.rows.length;
  const left = bankFrom(board.left);
  const right = bankFrom(board.right);
  wires.forEach((wire, index) => {
    const row = first + index;
    board.rows.push({ heading: null, count: 1 });
    const source = left(wire.sourceArn, row, () => ({
      arn: wire.sourceArn,
      source: sources.get(wire.sourceArn) ?? null,
      gone: gone.source.has(wire.code),
    }));
    const reader = right(wire.readerArn, row, () => ({
      arn: wire.readerArn,
      reader: readers.get(readerOf(wire) ?? '') ?? null,
      reads: readerOf(wire) !== null,
      gone: gone.reader.has(wire.code),
    }));
    const position = board.wires.length + 1;
    board.wires.push({ key: `${first}-${wire.id}`, position, wire, row, fromRow: source.from, toRow: reader.from });
  });
}

/** Gives the cell of an end at a row: the one it has nearby, made longer when this row follows it, or a new one. */
function bankFrom<T>(cells: Cell<T>[]): (arn: string, row: number, end: () => T) => Cell<T> {
  const latest = new Map<string, Cell<T>>();
  return (arn, row, end) => {
    const near = latest.get(arn);
    if (near !== undefined && row - near.from < reach) {
      if (near.to === row - 1) near.to = row;
      return near;
    }
    const cell = addCell(cells, row, arn, end(), true);
    latest.set(arn, cell);
    return cell;
  };
}

function layUnwired(
  board: LaidBoard,
  { sources, readers, wires }: BoardItems,
  nameOf: (thing: ListedThing) => string,
): void {
  const read = new Set(wires.map((wire) => wire.sourceArn));
  const reading = new Set(wires.map(readerOf));
  const sorted = (things: readonly ListedThing[]) => byName(things, nameOf);
  const idleSources = sorted(sources.filter((source) => !read.has(source.arn)));
  const idleReaders = sorted(readers.filter((one) => !reading.has(one.arn)));
  const count = Math.max(idleSources.length, idleReaders.length);
  if (count === 0) return;
  if (wires.length > 0) board.rows.push({ heading: 'unwired', count: idleSources.length + idleReaders.length });
  const first = board.rows.length;
  for (let index = 0; index < count; index += 1) board.rows.push({ heading: null, count: 0 });
  idleSources.forEach((source, index) => {
    addCell(board.left, first + index, source.arn, { arn: source.arn, source, gone: false }, false);
  });
  idleReaders.forEach((reader, index) => {
    const end = { arn: reader.arn, reader, reads: true, gone: false };
    addCell(board.right, first + index, reader.arn, end, false);
  });
}

/** Each is named once: of thousands that are compared with one another, a name would be taken out of an ARN many times. */
function byName(things: readonly ListedThing[], nameOf: (thing: ListedThing) => string): ListedThing[] {
  return things
    .map((thing) => ({ thing, name: nameOf(thing) }))
    .toSorted((a, b) => compare(a.name, b.name))
    .map(({ thing }) => thing);
}

function addCell<T>(cells: Cell<T>[], row: number, arn: string, end: T, wired: boolean): Cell<T> {
  const cell = { key: `${row}-${arn}`, position: cells.length + 1, from: row, to: row, end, wired };
  cells.push(cell);
  return cell;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
