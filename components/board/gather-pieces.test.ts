import { describe, expect, it } from 'vitest';
import { aSource, aWire } from '@/lib/trial/fixture/staged-inventory';
import type { Inventory, InventoryPiece, ListedThing, ListRead } from '@/lib/wiring/inventory';
import type { Stream } from '@/lib/wiring/resource/kinesis';
import { type Gathered, Round } from './gather-pieces';

const at = '2026-02-09T05:02:00Z';
const refused: ListRead['read'] = {
  state: 'refused',
  at,
  refusal: { principal: 'p', action: 'kinesis:ListStreams', message: 'no' },
};

const known = (value: number): ListRead['read'] => ({ state: 'known', value, at });
const pending = (name: string): Stream => ({ ...aSource(name), policy: { state: 'pending' } });
const listed = (read: ListRead['read']): ListRead => ({
  connectionId: 'p',
  accountId: '999900009999',
  is: 'kinesis-stream',
  region: 'us-east-1',
  list: 'streams',
  read,
});
const streams = (read: ListRead['read'], ...sources: Stream[]): InventoryPiece => ({
  piece: 'sources',
  connectionId: 'p',
  region: 'us-east-1',
  sources,
  read: listed(read),
});
const whole: InventoryPiece = { piece: 'done', whole: true, gone: [], next: 'n1', pending: 0 };
const changes = (...gone: string[]): InventoryPiece => ({ piece: 'done', whole: false, gone, next: 'n2', pending: 0 });

const before: Gathered = {
  sources: [aSource('a'), aSource('b')],
  functions: [],
  mappings: [],
  things: [],
  wires: [aWire('a', 'x'), aWire('b', 'y')],
  reads: [listed(known(2))],
  next: null,
  pending: 0,
};

function gathered(pieces: InventoryPiece[], old?: Gathered): Gathered {
  const round = new Round(old);
  for (const piece of pieces) round.take(piece);
  return round.inventory();
}

const names = ({ sources }: Inventory) => sources.map(({ arn }) => arn.split('/').at(-1));
const ids = ({ wires }: Inventory) => wires.map((one) => one.id);

describe('an inventory as its pieces come', () => {
  it('adds up the pages of one list', () => {
    expect(names(gathered([streams(known(1), aSource('a')), streams(known(2), aSource('b'))]))).toEqual(['a', 'b']);
  });

  it('keeps what was there while a list is read again', () => {
    expect(names(gathered([streams(known(1), aSource('b'))], before))).toEqual(['a', 'b']);
  });

  it('drops what is gone once everything was read', () => {
    const after = gathered([streams(known(1), aSource('b')), { piece: 'wires', wires: [], gone: [] }, whole], before);
    expect(names(after)).toEqual(['b']);
    expect(ids(after)).toEqual([]);
  });

  it('keeps what was there when the list is refused this time, and says so', () => {
    const after = gathered([streams(refused), whole], before);
    expect(names(after)).toEqual(['a', 'b']);
    expect(after.reads[0]?.read.state).toBe('refused');
  });

  it('does not forget a policy that is about to be read again', () => {
    expect(gathered([streams(known(1), pending('a'))], before).sources[0]).toMatchObject({
      policy: { state: 'absent', at },
    });
  });

  it('says how many parts are still being read until the server says it again', () => {
    const reading = gathered([streams(known(1), pending('a')), { ...whole, pending: 3 }]);
    expect(reading.pending).toBe(3);
    expect(gathered([streams(known(1))], reading).pending).toBe(3);
    expect(gathered([streams(known(1)), changes()], reading).pending).toBe(0);
  });

  it('takes a stream that is filled in later', () => {
    const filled: Stream = { ...aSource('a'), policy: { state: 'known', value: '{}', at } };
    expect(gathered([streams(known(1), pending('a')), { piece: 'source', source: filled }]).sources).toEqual([filled]);
  });
});

describe('things that stand on neither bank', () => {
  const parcel = (name: string) => ({
    is: 'parcel',
    arn: name,
    accountId: '1',
    region: 'us-east-1',
    connectionId: 'p',
  });
  const read: ListRead = { ...listed(known(2)), is: 'parcel', list: 'parcels' };
  const parcels = (...names: string[]): Extract<InventoryPiece, { piece: 'things' }> => ({
    piece: 'things',
    connectionId: 'p',
    region: 'us-east-1',
    things: names.map(parcel),
    read,
  });

  it('come, stay and go like the others', () => {
    const first = gathered([parcels('a', 'b'), whole], before);
    expect(first.things).toEqual([parcel('a'), parcel('b')]);
    expect(gathered([parcels('b')], first).things).toEqual([parcel('a'), parcel('b')]);
    expect(gathered([parcels('b'), whole], first).things).toEqual([parcel('b')]);
    expect(gathered([changes('a')], first).things).toEqual([parcel('b')]);
  });

  it('stay while the list of another resource is read', () => {
    expect(gathered([parcels('a'), streams(refused), whole], before).sources).toHaveLength(2);
  });

  it('go and stay by their own list, whatever comes of another in the same place', () => {
    const first = gathered([streams(known(2), aSource('a'), aSource('b')), parcels('a'), whole]);
    const others = gathered([streams(refused), parcels('b'), whole], first);
    expect([names(others), others.things]).toEqual([['a', 'b'], [parcel('b')]]);
    const own = gathered(
      [streams(known(1), aSource('b')), { ...parcels('b'), read: { ...read, read: refused } }, whole],
      first,
    );
    expect([names(own), own.things]).toEqual([['b'], [parcel('a'), parcel('b')]]);
  });

  it('are shown as they were while a part of them is read again', () => {
    const settled = { ...parcel('a'), policy: { state: 'known', value: '{}', at } };
    const anew = { ...parcel('a'), policy: { state: 'pending' } };
    const piece = (thing: ListedThing): InventoryPiece => ({ ...parcels(), things: [thing] });
    const first = gathered([piece(settled), whole], before);
    expect(gathered([piece(anew)], first).things).toEqual([settled]);
    expect(gathered([piece(anew), whole], before).things).toEqual([anew]);
  });
});

describe('an inventory of which only changes come', () => {
  it('keeps everything that did not change, and drops what is named as gone', () => {
    const after = gathered([streams(known(2)), changes(aSource('a').arn, 'a-x')], before);
    expect(names(after)).toEqual(['b']);
    expect(ids(after)).toEqual(['b-y']);
  });

  it('takes what changed', () => {
    const mended = aWire('a', 'x', 'broken');
    const after = gathered([{ piece: 'wires', wires: [mended], gone: ['b-y'] }, changes('b-y')], before);
    expect(after.wires).toEqual([mended]);
  });

  it('takes back what came again after it was gone', () => {
    const again: InventoryPiece[] = [
      { piece: 'wires', wires: [], gone: ['b-y'] },
      { piece: 'wires', wires: [aWire('b', 'y')], gone: [] },
    ];
    expect(ids(gathered([...again, changes()], before))).toEqual(['a-x', 'b-y']);
  });

  it('can be asked for the next changes only once all of these have come', () => {
    expect(gathered([streams(known(2))], before).next).toBeNull();
    expect(gathered([streams(known(2)), changes()], before).next).toBe('n2');
  });
});
