import type { LambdaFunction, Source, Wire, WireStatus } from '@/lib/wiring/inventory';
import { statusOrder, worstFirst } from '@/lib/wiring/status';
import type { Order } from './search-params';

/** What stands on the left bank: a source, read or only known from the wire that names it (`gone`: it is no more). */
export type SourceEnd = { arn: string; source: Source | null; gone: boolean };

/** What stands on the right bank: a function, or the role of a grant that nobody reads with. */
export type ReaderEnd = { arn: string; reader: LambdaFunction | null; isFunction: boolean; gone: boolean };

/** A place on a bank, over one row or several. */
export type Cell<T> = { key: string; from: number; to: number; end: T; wired: boolean };

/** A wire in its own row, drawn from the row where its source stands to the row where its reader stands. */
export type LaidWire = { key: string; wire: Wire; row: number; fromRow: number; toRow: number };

type Row = { heading: WireStatus | 'unwired' | null; count: number };

export type LaidBoard = { rows: Row[]; left: Cell<SourceEnd>[]; right: Cell<ReaderEnd>[]; wires: LaidWire[] };

export type BoardItems = { sources: readonly Source[]; functions: readonly LambdaFunction[]; wires: readonly Wire[] };

/** Gives every source, reader and wire its row. Wires that share an end stand together. */
export function layBoard(items: BoardItems, order: Order): LaidBoard {
  const board: LaidBoard = { rows: [], left: [], right: [], wires: [] };
  const sources = new Map(items.sources.map((source) => [source.arn, source]));
  const functions = new Map(items.functions.map((one) => [one.arn, one]));
  for (const { heading, wires } of sections(items.wires, order)) {
    if (heading) board.rows.push({ heading, count: wires.length });
    layWires(board, together(wires), sources, functions);
  }
  layUnwired(board, items);
  return board;
}

function sections(wires: readonly Wire[], order: Order): { heading: WireStatus | null; wires: Wire[] }[] {
  if (order === 'name')
    return [
      {
        heading: null,
        wires: wires.toSorted((a, b) => compare(a.sourceArn, b.sourceArn) || compare(a.readerArn, b.readerArn)),
      },
    ];
  const sorted = worstFirst(wires);
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
  const result: Wire[] = [];
  const place = (sourceArn: string) => {
    const waiting = [sourceArn];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (placed.has(next)) continue;
      placed.add(next);
      const own = bySource.get(next) ?? [];
      result.push(...own);
      for (const wire of own) waiting.push(...(byReader.get(wire.readerArn) ?? []).map((other) => other.sourceArn));
    }
  };
  for (const wire of wires) place(wire.sourceArn);
  return result;
}

function layWires(
  board: LaidBoard,
  wires: Wire[],
  sources: Map<string, Source>,
  functions: Map<string, LambdaFunction>,
): void {
  const first = board.rows.length;
  const left = new Map<string, Cell<SourceEnd>>();
  const right = new Map<string, Cell<ReaderEnd>>();
  wires.forEach((wire, index) => {
    const row = first + index;
    board.rows.push({ heading: null, count: 1 });
    const source = place(left, wire.sourceArn, row, () => ({
      arn: wire.sourceArn,
      source: sources.get(wire.sourceArn) ?? null,
      gone: wire.because.key === 'status.source-gone',
    }));
    const reader = place(right, wire.readerArn, row, () => ({
      arn: wire.readerArn,
      reader: functions.get(wire.functionArn ?? '') ?? null,
      isFunction: wire.functionArn !== null,
      gone: wire.because.key === 'status.function-gone' || wire.because.key === 'status.dead-principal',
    }));
    board.wires.push({ key: `${first}-${wire.id}`, wire, row, fromRow: source.from, toRow: reader.from });
  });
  board.left.push(...left.values());
  board.right.push(...right.values());
}

/** The cell of an end: a new one, or the one it has, made longer when this row follows it. */
function place<T>(cells: Map<string, Cell<T>>, arn: string, row: number, end: () => T): Cell<T> {
  const cell = cells.get(arn) ?? { key: `${row}-${arn}`, from: row, to: row, end: end(), wired: true };
  if (cell.to === row - 1) cell.to = row;
  cells.set(arn, cell);
  return cell;
}

function layUnwired(board: LaidBoard, { sources, functions, wires }: BoardItems): void {
  const read = new Set(wires.map((wire) => wire.sourceArn));
  const reading = new Set(wires.map((wire) => wire.functionArn));
  const idleSources = sources.filter((source) => !read.has(source.arn)).toSorted((a, b) => compare(a.name, b.name));
  const idleFunctions = functions.filter((one) => !reading.has(one.arn)).toSorted((a, b) => compare(a.name, b.name));
  const count = Math.max(idleSources.length, idleFunctions.length);
  if (count === 0) return;
  if (wires.length > 0) board.rows.push({ heading: 'unwired', count: idleSources.length + idleFunctions.length });
  const first = board.rows.length;
  for (let index = 0; index < count; index += 1) board.rows.push({ heading: null, count: 0 });
  idleSources.forEach((source, index) => {
    const row = first + index;
    board.left.push({
      key: `${row}-${source.arn}`,
      from: row,
      to: row,
      end: { arn: source.arn, source, gone: false },
      wired: false,
    });
  });
  idleFunctions.forEach((reader, index) => {
    const row = first + index;
    board.right.push({
      key: `${row}-${reader.arn}`,
      from: row,
      to: row,
      end: { arn: reader.arn, reader, isFunction: true, gone: false },
      wired: false,
    });
  });
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
