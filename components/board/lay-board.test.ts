import { describe, expect, it } from 'vitest';
import type { LambdaFunction, Source, Wire, WireStatus } from '@/lib/wiring/inventory';
import { layBoard } from './lay-board';

const at = '2026-02-09T05:02:00Z';

function source(name: string): Source {
  return {
    kind: 'kinesis',
    arn: `arn:aws:kinesis:us-east-1:999900009999:stream/${name}`,
    name,
    accountId: '999900009999',
    region: 'us-east-1',
    connectionId: 'p',
    status: 'ACTIVE',
    mode: 'ON_DEMAND',
    createdAt: null,
    summary: { state: 'pending' },
    policy: { state: 'absent', at },
  };
}

function reader(name: string): LambdaFunction {
  return {
    arn: `arn:aws:lambda:us-east-1:888800008888:function:${name}`,
    name,
    accountId: '888800008888',
    region: 'us-east-1',
    connectionId: 'c',
    roleArn: 'arn:aws:iam::888800008888:role/r',
    runtime: null,
    timeoutSeconds: null,
    logGroup: '',
    lastModified: null,
  };
}

function wire(from: string, to: string, status: WireStatus = 'flowing'): Wire {
  return {
    id: `${from}-${to}`,
    kind: 'kinesis',
    region: 'us-east-1',
    sourceArn: source(from).arn,
    readerArn: reader(to).arn,
    functionArn: reader(to).arn,
    roleArn: null,
    producer: { accountId: '999900009999', connectionId: 'p' },
    consumer: { accountId: '888800008888', connectionId: 'c' },
    mapping: null,
    shape: 'whole',
    status,
    because: { key: 'status.flowing' },
    since: null,
  };
}

const lay = (
  wires: Wire[],
  order: 'worst' | 'status' | 'name' = 'worst',
  sources: string[] = [],
  readers: string[] = [],
) => layBoard({ wires, sources: sources.map(source), functions: readers.map(reader) }, order);

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
    expect(board.right[0]?.end).toMatchObject({ reader: null, isFunction: true });
  });

  it('lists streams and functions without a wire beneath, side by side and by name', () => {
    const board = lay([wire('a', 'x')], 'worst', ['a', 'd', 'c'], ['x', 'w']);
    expect(board.rows.map((row) => row.heading)).toEqual([null, 'unwired', null, null]);
    expect(board.rows[1]?.count).toBe(3);
    expect(board.left.slice(1).map(({ from, end }) => [from, end.source?.name])).toEqual([
      [2, 'c'],
      [3, 'd'],
    ]);
    expect(board.right.slice(1).map(({ from, end }) => [from, end.reader?.name])).toEqual([[2, 'w']]);
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
});
