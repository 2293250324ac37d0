import { describe, expect, it } from 'vitest';
import type { ListRead } from '@/lib/wiring/inventory';
import { isWhole, type Listing, noListing } from './listing';

const at = '2026-02-09T05:02:00.000Z';
const refusal = { principal: 'role', action: 'kinesis:ListStreams', message: 'no' };

function listing(state: Listing['state'], read: ListRead['read']): Listing {
  return {
    ...noListing,
    state,
    reads: [{ connectionId: 'p', accountId: '999900009999', region: 'us-east-1', list: 'streams', read }],
  };
}

describe('an empty list of streams means that there is none', () => {
  it.each<[string, Listing, boolean]>([
    ['once every list was read', listing('done', { state: 'known', value: 0, at }), true],
    ['not while one is being read', listing('reading', { state: 'known', value: 0, at }), false],
    ['not where a list was refused', listing('done', { state: 'refused', refusal, at }), false],
    ['not where a list failed', listing('done', { state: 'failed', message: 'time-out', at }), false],
    ['not when the listing was stopped', listing('stopped', { state: 'pending' }), false],
  ])('%s', (_, read, whole) => {
    expect(isWhole(read, 'streams')).toBe(whole);
  });
});
