import { type Cell, type LaidBoard, type LaidWire, reach } from './lay-board';

/** Heights in pixels. */
export const rowHeight = 56;
export const headingHeight = 32;

/** How far from the top of the board each row begins, in pixels. */
export function topsOf({ rows }: LaidBoard): number[] {
  let top = 0;
  return rows.map((row) => {
    const own = top;
    top += row.heading ? headingHeight : rowHeight;
    return own;
  });
}

/** Of the whole board, in pixels. */
export function heightOf({ rows }: LaidBoard, tops: readonly number[]): number {
  return (tops.at(-1) ?? 0) + (rows.length === 0 ? 0 : rowHeight);
}

/** Where a cell stands over its rows. */
export function boxOf({ from, to }: Cell<unknown>, tops: readonly number[]): { top: number; height: number } {
  const top = tops[from] ?? 0;
  return { top, height: (tops[to] ?? 0) + rowHeight - top };
}

/** The last row that begins at or above `offset` pixels from the top of the board. */
export function rowAt(tops: readonly number[], offset: number): number {
  return Math.max(0, firstFrom(tops, (top) => top, offset + 1) - 1);
}

/**
 * What of the board stands in the rows from `first` to `last`, wires that only pass through them included. The work
 * grows with these rows, not with the board: everything on it is in the order of its first row and spans few of them.
 */
export function boardBetween(board: LaidBoard, first: number, last: number): Omit<LaidBoard, 'rows'> {
  return {
    left: between(board.left, startOfCell, first, last).filter(({ to }) => to >= first),
    right: between(board.right, startOfCell, first, last).filter(({ to }) => to >= first),
    wires: between(board.wires, rowOfWire, first, last + reach).filter(
      ({ row, fromRow, toRow }) => row >= first && Math.min(row, fromRow, toRow) <= last,
    ),
  };
}

/** The headings among the rows from `first` to `last`. */
export function headingsBetween({ rows }: LaidBoard, first: number, last: number) {
  return rows
    .slice(first, last + 1)
    .flatMap(({ heading, count }, index) => (heading === null ? [] : [{ row: first + index, heading, count }]));
}

const startOfCell = ({ from }: Cell<unknown>) => from;
const rowOfWire = ({ row }: LaidWire) => row;

function between<T>(items: readonly T[], rowOf: (item: T) => number, first: number, last: number): T[] {
  return items.slice(firstFrom(items, rowOf, first - reach), firstFrom(items, rowOf, last + 1));
}

/** The index of the first item whose number is not below `least`; they stand in rising order. */
function firstFrom<T>(items: readonly T[], numberOf: (item: T) => number, least: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && numberOf(item) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Scrolls just as far as it takes to see a row between the headers and the panel at the bottom of the window. */
export function bringIntoView(top: number): void {
  const free = { from: 120, to: window.innerHeight * 0.5 - rowHeight };
  if (top < free.from) window.scrollBy({ top: top - free.from });
  else if (top > free.to) window.scrollBy({ top: top - free.to });
}
