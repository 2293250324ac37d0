import { expect, test } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import { drawn, productRooms } from '@/lib/trial/fixture/drawn';
import { aReader, aSource, aWire } from '@/lib/trial/fixture/staged-inventory';
import type { Inventory } from '@/lib/wiring/inventory';
import type { Wire } from '@/lib/wiring/wire';
import { emptyInventory } from './gather-pieces';
import { Peek } from './peek';
import { ReaderFacts } from './reader-facts';

const words = catalogues.en.board;

function peek(wire: Wire, inventory: Partial<Inventory>, rooms = productRooms): string {
  const all = { ...emptyInventory, ...inventory };
  return drawn(<Peek wire={wire} inventory={all} names={new Map()} onClose={() => undefined} />, { rooms });
}

/** What is said under a heading of the peek. */
function said(page: string, heading: string): string[] {
  return [...page.matchAll(/<dt[^>]*>(.*?)<\/dt><dd[^>]*>(.*?)<\/dd>/g)].flatMap(([, name, text = '']) =>
    name === heading ? [text.replace(/<[^>]*>/g, '')] : [],
  );
}

const listed = { sources: [aSource('orders')], functions: [aReader('billing')] };

test('what was read of both ends is said', () => {
  const page = peek(aWire('orders', 'billing'), listed);
  expect(said(page, words.fact.policy)).toEqual([words.sharing.private]);
  expect(said(page, words.fact.facts)).toEqual([words.source.onDemand]);
});

test('of ends that were not read, their policy included, that is said', () => {
  const page = peek(aWire('orders', 'billing'), {});
  expect(said(page, words.fact.policy)).toEqual([words.sharing.failed]);
  expect(said(page, words.fact.facts)).toEqual([`${words.source.unseen} 9999-0000-9999`, words.reader.unseen]);
});

test('an end that is gone is not called unread', () => {
  const [stream, reader] = (['source-gone', 'function-gone'] as const).map((code) =>
    peek({ ...aWire('orders', 'billing'), code }, {}),
  );
  expect(said(stream ?? '', words.fact.facts)).toEqual([words.source.gone, words.reader.unseen]);
  expect(said(stream ?? '', words.fact.policy)).toEqual([]);
  expect(said(reader ?? '', words.fact.facts)[1]).toBe(words.reader.gone);
});

test('no policy stands under its heading where nothing is drawn of any', () => {
  const sourceArn = aReader('orders').arn;
  const source = { ...aReader('orders'), arn: sourceArn };
  const page = peek({ ...aWire('orders', 'billing'), sourceArn }, { ...listed, sources: [source] });
  expect(said(page, words.fact.policy)).toEqual([]);
});

test('a reader that is in no list is called so, with its place', () => {
  const arn = 'arn:aws:iam::888800008888:role/r';
  const end = { arn, reader: null, reads: true, gone: false };
  expect(drawn(<ReaderFacts end={end} place="analytics" />)).toBe(`${words.reader.unlisted} · analytics`);
});

test('a wire without what moves its records says so in the words of its kind', () => {
  const wire = aWire('orders', 'billing', 'half');
  expect(said(peek(wire, listed), words.fact.mapping)).toEqual([words.noMapping]);
  const pulse = { name: 'board.fact.consumer', none: 'wire.unregistered', lacking: 'wire.unregistered' } as const;
  const forwarder = { pulse: { ...pulse, planned: 'board.fact.consumer' } } as const;
  const page = peek(wire, listed, {
    ...productRooms,
    kinds: productRooms.kinds.map((kind) => ({ ...kind, lists: ['parcel-forwarder'] })),
    drawings: { ...productRooms.drawings, 'parcel-forwarder': forwarder },
  });
  expect(said(page, words.fact.mapping)).toEqual([]);
  expect(said(page, words.fact.consumer)).toEqual([catalogues.en.wire.unregistered]);
});
