import { describe, expect, it } from 'vitest';
import { source } from '@/lib/trial/fixture/seed-wire';
import type { Connection } from '@/lib/wiring/connection';
import type { ListRead } from '@/lib/wiring/inventory';
import type { Stream } from '@/lib/wiring/resource/kinesis';
import { everyListRead, isGoingOn, isWhole, type Listing, noListing, withPiece } from './listing';

const at = '2026-02-09T05:02:00.000Z';
const refusal = { principal: 'role', action: 'kinesis:ListStreams', message: 'no' };

function listing(state: Listing['state'], read: ListRead['read']): Listing {
  return {
    ...noListing,
    state,
    reads: [
      {
        connectionId: 'p',
        accountId: '999900009999',
        region: 'us-east-1',
        is: 'kinesis-stream',
        list: 'streams',
        read,
      },
    ],
  };
}

describe('an empty list of streams means that there is none', () => {
  it.each<[string, Listing, boolean]>([
    ['once every list was read', listing('done', { state: 'known', value: 0, at }), true],
    ['not while one is being read', listing('reading', { state: 'known', value: 0, at }), false],
    ['not where a list was refused', listing('done', { state: 'refused', refusal, at }), false],
    ['not where a list failed', listing('done', { state: 'failed', message: 'time-out', at }), false],
    ['not when the listing was stopped', listing('stopped', { state: 'pending' }), false],
    ['not where nobody lists any', { ...noListing, state: 'done' }, false],
  ])('%s', (_, read, whole) => {
    expect(isWhole(read, 'kinesis-stream')).toBe(whole);
  });
});

describe('nobody else subscribes through a consumer', () => {
  const connection = { id: 'p', regions: ['us-east-1'] } as Connection;
  const mappings = (state: Listing['state'], read: ListRead['read']): Listing => ({
    ...noListing,
    state,
    reads: [
      {
        connectionId: 'p',
        accountId: '999900009999',
        region: 'us-east-1',
        is: 'event-source-mapping',
        list: 'mappings',
        read,
      },
    ],
  });

  it.each<[string, Listing, ReturnType<typeof everyListRead>]>([
    ['once every list of mappings was read', mappings('reading', { state: 'known', value: 0, at }), 'known'],
    ['not while one is being read', mappings('reading', { state: 'pending' }), 'awaited'],
    ['not where one was refused', mappings('done', { state: 'refused', refusal, at }), 'unknown'],
    ['not when the listing was stopped before', { ...noListing, state: 'stopped' }, 'unknown'],
  ])('%s', (_, listing, read) => {
    expect(everyListRead(listing, 'event-source-mapping', [connection])).toBe(read);
  });
});

describe('what is not known of a stream yet', () => {
  const done = (pending: number) => withPiece(noListing, { piece: 'done', whole: true, gone: [], next: 'n', pending });

  it.each<[string, Listing, boolean]>([
    ['may come while lists are read', noListing, true],
    ['may come while parts of streams are still being read', done(2), true],
    ['comes no more once all were read', done(0), false],
    ['comes no more when the listing was stopped', { ...noListing, state: 'stopped' }, false],
    ['comes no more when the listing failed in between', { ...done(2), state: 'failed' }, false],
  ])('%s', (_, listing, goesOn) => {
    expect(isGoingOn(listing)).toBe(goesOn);
  });
});

describe('a list that is read in detail', () => {
  it('keeps its order while details come in', () => {
    const read: ListRead = {
      connectionId: 'p',
      accountId: '999900009999',
      region: 'us-east-1',
      is: 'kinesis-stream',
      list: 'streams',
      read: { state: 'pending' },
    };
    const [a, b] = [source({ arn: 'a' }), source({ arn: 'b' })];
    const place = { connectionId: 'p', region: 'us-east-1' };
    const listed = withPiece(noListing, { piece: 'sources', ...place, sources: [a, b], read });
    const changed: Stream = { ...a, status: 'UPDATING' };
    const detailed = withPiece(listed, { piece: 'source', source: changed });
    expect(detailed.sources).toEqual([changed, b]);
  });
});
