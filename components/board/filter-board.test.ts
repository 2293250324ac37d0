import { expect, test } from 'vitest';
import { drawings, questions } from '@/components/resource/drawings';
import { aReader, aSource, aWire } from '@/lib/trial/fixture/staged-inventory';
import { product } from '@/lib/wiring/product';
import { filterBoard } from './filter-board';
import { emptyInventory } from './gather-pieces';

const rooms = { ...product, drawings, questions };
const key = 'arn:aws:kms:us-east-1:999900009999:key/1111-2222';
const fanout = aWire('payments', 'ledger');
const inventory = {
  ...emptyInventory,
  sources: ['orders', 'payments', 'clicks'].map(aSource),
  functions: ['billing', 'ledger'].map(aReader),
  wires: [
    aWire('orders', 'billing', 'broken'),
    { ...fanout, kind: 'kinesis-fanout', consumerName: 'efo-ledger', parts: { ...fanout.parts, key } },
  ],
};

function found(text: string) {
  const { sources, wires, readers } = filterBoard(
    rooms,
    inventory,
    { text, status: null },
    new Map([['999900009999', 'shop']]),
  );
  return [...wires.map(({ id }) => id), ...[...sources, ...readers].map(({ arn }) => arn.split(/[:/]/).at(-1))];
}

test.each([
  ['its source', 'payments'],
  ['its reader', 'ledger'],
  ['the registered consumer it reads through', 'efo-'],
  ['any other part, such as a key', 'key/1111'],
])('a wire is found with both ends by %s', (_, text) => {
  expect(found(text)).toEqual(['payments-ledger', 'payments', 'ledger']);
});

test('a thing without a wire is found by what is drawn of it, and by its account', () => {
  expect(found('clicks on_demand shop')).toEqual(['clicks']);
});

test('every word must be found', () => {
  expect(found('orders ledger')).toEqual([]);
});
