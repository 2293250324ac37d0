import { expect, test } from 'vitest';
import type { Connection } from '@/lib/wiring/connection';
import { product } from '@/lib/wiring/product';
import { listName, listsOf } from './inventory-lists';
import type { Places } from './inventory-scope';

const place = (id: string) => ({ connection: { id } as Connection, region: 'us-east-1' });
const places: Places = {
  producers: [place('a'), place('both')],
  consumers: [place('both'), place('b')],
  accounts: new Map(),
  asOf: 0,
};
const names = (rooms: Parameters<typeof listsOf>[0]) => listsOf(rooms, places).map(listName);

test('sources are listed where producers are, functions and mappings where consumers are', () => {
  expect(names(product)).toEqual([
    'kinesis-stream a us-east-1',
    'kinesis-stream both us-east-1',
    'lambda-function both us-east-1',
    'lambda-function b us-east-1',
    'event-source-mapping both us-east-1',
    'event-source-mapping b us-east-1',
    'dynamodb-table a us-east-1',
    'dynamodb-table both us-east-1',
  ]);
});

test('what stands between is listed once in every place, for kinds that want it', () => {
  const stream = product.resources['kinesis-stream'];
  const [kind] = product.kinds;
  if (!stream || !kind) throw new Error('nothing to add to');
  const bus = { ...stream, listing: { in: 'things' as const, name: 'buses' } };
  const unlisted = { ...stream, listing: undefined };
  const rooms = {
    kinds: [{ ...kind, lists: ['bus', 'unlisted'] }],
    resources: { ...product.resources, bus, unlisted },
  };
  expect(names(rooms)).toEqual(['bus a us-east-1', 'bus both us-east-1', 'bus b us-east-1']);
});
