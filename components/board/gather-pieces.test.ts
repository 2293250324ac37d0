import { describe, expect, it } from 'vitest';
import type { Inventory, InventoryPiece, ListRead, Source } from '@/lib/wiring/inventory';
import { beginRound, inventoryOf, withPiece } from './gather-pieces';

const at = '2026-02-09T05:02:00Z';

function source(name: string, policy: Source['policy'] = { state: 'pending' }): Source {
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
    policy,
    consumers: { state: 'pending' },
    key: { state: 'pending' },
  };
}

const listed = (read: ListRead['read']): ListRead => ({
  connectionId: 'p',
  accountId: '999900009999',
  region: 'us-east-1',
  list: 'streams',
  read,
});
const known = (value: number): ListRead['read'] => ({ state: 'known', value, at });
const refused: ListRead['read'] = {
  state: 'refused',
  at,
  refusal: { principal: 'p', action: 'kinesis:ListStreams', message: 'no' },
};
const streams = (read: ListRead['read'], ...sources: Source[]): InventoryPiece => ({
  piece: 'sources',
  connectionId: 'p',
  region: 'us-east-1',
  sources,
  read: listed(read),
});
const before: Inventory = {
  sources: [source('a', { state: 'absent', at }), source('b')],
  functions: [],
  mappings: [],
  wires: [],
  reads: [listed(known(2))],
};
const names = (pieces: InventoryPiece[], old?: Inventory) =>
  inventoryOf(pieces.reduce(withPiece, beginRound(old))).sources.map((one) => one.name);

describe('an inventory as its pieces come', () => {
  it('adds up the pages of one list', () => {
    expect(names([streams(known(1), source('a')), streams(known(2), source('b'))])).toEqual(['a', 'b']);
  });

  it('keeps what was there while a list is read again', () => {
    expect(names([streams(known(1), source('b'))], before)).toEqual(['a', 'b']);
  });

  it('drops what is gone once everything was read', () => {
    expect(names([streams(known(1), source('b')), { piece: 'done' }], before)).toEqual(['b']);
  });

  it('keeps what was there when the list is refused this time, and says so', () => {
    const round = [streams(refused), { piece: 'done' } as const].reduce(withPiece, beginRound(before));
    const inventory = inventoryOf(round);
    expect(inventory.sources.map((one) => one.name)).toEqual(['a', 'b']);
    expect(inventory.reads[0]?.read.state).toBe('refused');
  });

  it('does not forget a policy that is about to be read again', () => {
    const inventory = inventoryOf(withPiece(beginRound(before), streams(known(1), source('a'))));
    expect(inventory.sources[0]?.policy).toEqual({ state: 'absent', at });
  });

  it('takes a stream that is filled in later', () => {
    const filled = source('a', { state: 'known', value: '{}', at });
    const inventory = inventoryOf(
      [streams(known(1), source('a')), { piece: 'source', source: filled } as const].reduce(withPiece, beginRound()),
    );
    expect(inventory.sources).toEqual([filled]);
  });
});
