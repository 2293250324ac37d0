import { describe, expect, it, vi } from 'vitest';
import { aReader as reader, aSource as source, aWire as wire } from '@/lib/trial/fixture/staged-inventory';
import { resources } from '@/lib/wiring/resource/resources';
import type { Wire } from '@/lib/wiring/wire';
import { layBoard, reach } from './lay-board';

const lay = (
  wires: Wire[],
  order: 'worst' | 'status' | 'name' = 'worst',
  sources: string[] = [],
  readers: string[] = [],
) => layBoard({ wires, sources: sources.map(source), readers: readers.map(reader) }, order, resources);

const nameOf = (thing: { arn: string } | null) => thing?.arn.split(/[:/]/).at(-1);

describe('the board', () => {
  it('puts the worst wire first', () => {
    const board = lay([wire('a', 'x', 'flowing'), wire('b', 'y', 'broken'), wire('c', 'z', 'idle')]);
    expect(board.wires.map((laid) => laid.wire.id)).toEqual(['b-y', 'c-z', 'a-x']);
    expect(board.wires.map((laid) => laid.row)).toEqual([0, 1, 2]);
  });

  it('keeps the wires of one source together under it, whatever their status', () => {
    const board = lay([wire('a', 'x', 'broken'), wire('b', 'y', 'failing'), wire('a', 'z', 'flowing')]);
    expect(board.wires.map((laid) => laid.wire.id)).toEqual(['a-x', 'a-z', 'b-y']);
    expect(board.left.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [2, 2],
    ]);
    expect(board.wires[1]).toMatchObject({ row: 1, fromRow: 0, toRow: 1 });
  });

  it('draws two sources of one function to the place where the function stands', () => {
    const board = lay([wire('a', 'x'), wire('b', 'x')]);
    expect(board.right).toHaveLength(1);
    expect(board.wires.map(({ fromRow, toRow }) => [fromRow, toRow])).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  it('shows the ends of a wire even when neither account could be listed', () => {
    const board = lay([wire('a', 'x')]);
    expect(board.left[0]?.end).toEqual({ arn: source('a').arn, source: null, gone: false });
    expect(board.right[0]?.end).toMatchObject({ reader: null, reads: true });
  });

  it('lists streams and functions without a wire beneath, side by side and by name', () => {
    const board = lay([wire('a', 'x')], 'worst', ['a', 'd', 'c'], ['x', 'w']);
    expect(board.rows.map((row) => row.heading)).toEqual([null, 'unwired', null, null]);
    expect(board.rows[1]?.count).toBe(3);
    expect(board.left.slice(1).map(({ from, end }) => [from, nameOf(end.source)])).toEqual([
      [2, 'c'],
      [3, 'd'],
    ]);
    expect(board.right.slice(1).map(({ from, end }) => [from, nameOf(end.reader)])).toEqual([[2, 'w']]);
  });

  it('names each thing without a wire once, however many there are', () => {
    const stream = resources['kinesis-stream'];
    const name = vi.fn(stream.name);
    const sources = Array.from({ length: 100 }, (_, index) => source(`s${(index * 37) % 100}`));
    layBoard({ wires: [], sources, readers: [] }, 'worst', { ...resources, 'kinesis-stream': { ...stream, name } });
    expect(name).toHaveBeenCalledTimes(100);
  });

  it('groups by status under headings, a source that has wires of two statuses in both', () => {
    const board = lay([wire('a', 'x', 'flowing'), wire('a', 'y', 'broken')], 'status');
    expect(board.rows.map((row) => row.heading)).toEqual(['broken', null, 'flowing', null]);
    expect(board.left.map(({ from }) => from)).toEqual([1, 3]);
  });

  it('gives every wire a row of its own, so that no label covers another', () => {
    const wires = ['a', 'b', 'c'].flatMap((from) => ['x', 'y', 'z'].map((to) => wire(from, to)));
    const rows = lay(wires).wires.map(({ row }) => row);
    expect(new Set(rows).size).toBe(wires.length);
  });

  it('shows an end again beside wires that stand far from it, so that no wire crosses more than a few rows', () => {
    const mesh = Array.from({ length: 20 }, (_, from) =>
      Array.from({ length: 20 }, (_, to) => wire(`s${from}`, `f${to}`)),
    );
    const star = Array.from({ length: 400 }, (_, from) => wire(`t${from}`, 'one'));
    for (const board of [lay(mesh.flat()), lay(star)]) {
      for (const { row, fromRow, toRow } of board.wires) {
        expect(row - fromRow).toBeLessThan(reach);
        expect(row - toRow).toBeLessThan(reach);
      }
      expect(board.wires).toHaveLength(400);
    }
  });

  it('says of every place and wire which it is of how many', () => {
    const board = lay([wire('a', 'x'), wire('b', 'y')], 'worst', ['c']);
    expect(board.wires.map(({ position }) => position)).toEqual([1, 2]);
    expect(board.left.map(({ position }) => position)).toEqual([1, 2, 3]);
  });
});
