import { expect, test } from 'vitest';
import type { Connection } from '@/lib/wiring/connection';
import type { ListRead } from '@/lib/wiring/inventory';
import type { Kind } from '@/lib/wiring/kind/kind';
import { kinesis } from '@/lib/wiring/kind/kinesis';
import { product } from '@/lib/wiring/product';
import type { Listing, Resource } from '@/lib/wiring/resource/resource';
import type { Thing } from '@/lib/wiring/thing';
import { halvesOf } from './halves';

const at = '2026-02-09T05:02:00Z';
const connection = { id: 'p', name: 'orders', accountId: '111111111111', regions: ['eu-west-1'] } as Connection;

/** A resource that stands on neither bank. */
const route: Resource<Thing, Listing> = {
  arn: { service: 'parcel', resource: /^route\/\w+$/ },
  name: (arn) => arn,
  stable: (arn) => arn,
  nameless: () => 'arn:aws:parcel:eu-west-1:111111111111:route/-',
  documents: {},
  gone: () => ({ code: 'source-gone' }),
  listing: { in: 'things', name: 'routes' },
};
const kind: Kind = { ...kinesis, lists: [...kinesis.lists, 'parcel-route'] };
const rooms = { kinds: [kind], resources: { ...product.resources, 'parcel-route': route } };

function listed(is: string, list: string, read: ListRead['read']): ListRead {
  return { connectionId: 'p', accountId: '111111111111', region: 'eu-west-1', is, list, read };
}

const others = [
  listed('lambda-function', 'functions', { state: 'known', value: 0, at }),
  listed('event-source-mapping', 'mappings', { state: 'known', value: 0, at }),
];

test('a refused list of things that stand on neither bank is said of its account', () => {
  const refusal = { principal: 'p', action: 'parcel:ListRoutes', message: 'no' };
  const refused = listed('parcel-route', 'routes', { state: 'refused', refusal, at });
  const { shown } = halvesOf(rooms, 'consumer', [connection], [...others, refused], null);
  expect(shown[0]?.failures).toEqual([
    { is: 'parcel-route', list: 'routes', region: 'eu-west-1', read: { state: 'refused', refusal, at } },
  ]);
});

test('an account is being read until its list of things has answered, too', () => {
  const route = listed('parcel-route', 'routes', { state: 'known', value: 3, at });
  const half = (reads: ListRead[]) => halvesOf(rooms, 'consumer', [connection], reads, null).shown[0];
  expect(half(others)?.reading).toBe(true);
  expect(half([...others, route])).toMatchObject({ reading: false, count: 0, failures: [] });
});
