import type { Cell, LaidBoard } from './lay-board';

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

/** Where a cell stands over its rows. */
export function boxOf({ from, to }: Cell<unknown>, tops: readonly number[]): { top: number; height: number } {
  const top = tops[from] ?? 0;
  return { top, height: (tops[to] ?? 0) + rowHeight - top };
}

/** What of the board stands in the rows from `first` to `last`, wires that only pass through them included. */
export function boardBetween(board: LaidBoard, first: number, last: number): Omit<LaidBoard, 'rows'> {
  const isNear = (from: number, to: number) => from <= last && to >= first;
  return {
    left: board.left.filter(({ from, to }) => isNear(from, to)),
    right: board.right.filter(({ from, to }) => isNear(from, to)),
    wires: board.wires.filter(({ row, fromRow, toRow }) =>
      isNear(Math.min(row, fromRow, toRow), Math.max(row, fromRow, toRow)),
    ),
  };
}

/** Scrolls just as far as it takes to see a row between the header and the panel at the bottom of the window. */
export function bringIntoView(top: number): void {
  const free = { from: 64, to: window.innerHeight * 0.5 - rowHeight };
  if (top < free.from) window.scrollBy({ top: top - free.from });
  else if (top > free.to) window.scrollBy({ top: top - free.to });
}
