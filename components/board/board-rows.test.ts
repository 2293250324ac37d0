import { describe, expect, it } from 'vitest';
import { aReader, aSource, aWire } from '@/lib/trial/fixture/staged-inventory';
import { resources } from '@/lib/wiring/resource/resources';
import { boardBetween, headingHeight, headingsBetween, heightOf, rowAt, rowHeight, topsOf } from './board-rows';
import { type Cell, type LaidBoard, type LaidWire, layBoard } from './lay-board';

type Shape = (index: number) => { from: string; to: string };

/** Ways in which 2,000 wires may run. */
const shapes: Record<string, Shape> = {
  'one to one': (index) => ({ from: `s${index}`, to: `f${index}` }),
  'all into one function': (index) => ({ from: `s${index}`, to: 'f' }),
  'all out of one stream': (index) => ({ from: 's', to: `f${index}` }),
  'every stream into every function': (index) => ({ from: `s${Math.floor(index / 45)}`, to: `f${index % 45}` }),
};

function boardOf(shape: Shape, wires: number, unwired = 0): LaidBoard {
  const idle = Array.from({ length: unwired }, (_, index) => index);
  return layBoard(
    {
      wires: Array.from({ length: wires }, (_, index) => {
        const { from, to } = shape(index);
        return aWire(from, to, index % 2 === 0 ? 'flowing' : 'broken');
      }),
      sources: idle.map((index) => aSource(`idle-${index}`)),
      readers: idle.map((index) => aReader(`idle-${index}`)),
    },
    'status',
    resources,
  );
}

const spanOf = {
  cell: ({ from, to }: Cell<unknown>) => [from, to] as const,
  wire: ({ row, fromRow, toRow }: LaidWire) => [Math.min(row, fromRow, toRow), Math.max(row, fromRow, toRow)] as const,
};

describe.each(Object.entries(shapes))('2,000 wires, %s', (_, shape) => {
  const board = boardOf(shape, 2000, 3000);

  it('draws everything that touches the rows in the window, and nothing else', () => {
    for (const [first, last] of [
      [0, 20],
      [700, 730],
      [1990, 2020],
      [4980, 5003],
    ] as const) {
      const shown = boardBetween(board, first, last);
      const touches = ([from, to]: readonly [number, number]) => from <= last && to >= first;
      expect(shown.left).toEqual(board.left.filter((cell) => touches(spanOf.cell(cell))));
      expect(shown.right).toEqual(board.right.filter((cell) => touches(spanOf.cell(cell))));
      expect(shown.wires).toEqual(board.wires.filter((wire) => touches(spanOf.wire(wire))));
    }
  });

  it('puts no more into the page than a board of forty wires would', () => {
    for (let first = 0; first < board.rows.length; first += 37) {
      const { left, right, wires } = boardBetween(board, first, first + 29);
      expect(left.length + right.length + wires.length).toBeLessThanOrEqual(3 * (30 + 2 * 12));
    }
  });
});

describe('the rows of a board', () => {
  const board = boardOf((index) => ({ from: `s${index}`, to: `f${index}` }), 4, 2);

  it('stand one under the other, headings lower than wires', () => {
    expect(board.rows.map(({ heading }) => heading)).toEqual([
      'broken',
      null,
      null,
      'flowing',
      null,
      null,
      'unwired',
      null,
      null,
    ]);
    const tops = topsOf(board);
    expect(tops.slice(0, 4)).toEqual([0, headingHeight, headingHeight + rowHeight, headingHeight + 2 * rowHeight]);
    expect(heightOf(board, tops)).toBe(3 * headingHeight + 6 * rowHeight);
    expect(headingsBetween(board, 3, 6)).toEqual([
      { row: 3, heading: 'flowing', count: 2 },
      { row: 6, heading: 'unwired', count: 4 },
    ]);
  });

  it('are found by how far down one has scrolled', () => {
    const tops = topsOf(board);
    expect(rowAt(tops, -500)).toBe(0);
    expect(rowAt(tops, 0)).toBe(0);
    expect(rowAt(tops, headingHeight)).toBe(1);
    expect(rowAt(tops, headingHeight + rowHeight - 1)).toBe(1);
    expect(rowAt(tops, 1_000_000)).toBe(8);
    expect(heightOf({ rows: [], left: [], right: [], wires: [] }, [])).toBe(0);
  });
});
