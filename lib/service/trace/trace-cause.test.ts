import { describe, expect, it, test } from 'vitest';
import { absent, known, mapping } from '@/lib/trial/fixture/seed-wire';
import { judged } from '@/lib/wiring/judge/judgement';
import { factNeed } from '@/lib/wiring/kind/grant';
import type { Need, Verdict } from '@/lib/wiring/need';
import type { Mapping } from '@/lib/wiring/resource/lambda';
import { resources } from '@/lib/wiring/resource/resources';
import { type StallFacts, whyNotInvoked, whyNotLogged, whyNotPickedUp } from './trace-cause';

function mapped(over: Partial<Mapping> = {}): Pick<StallFacts, 'pulse' | 'settings'> {
  const thing = mapping(over);
  const pulse = resources['event-source-mapping'].pulse?.(thing);
  if (!pulse) throw new Error('a mapping says nothing of itself');
  return { pulse: known(pulse), settings: thing.settings };
}

const facts: StallFacts = {
  verdicts: [],
  ...mapped(),
  throttles: 0,
  errors: 0,
  filteredOut: 0,
  logRefusal: null,
  logFailure: null,
  logMissing: false,
  logGroup: '/aws/lambda/kds-reader1',
};

const keys = (over: Partial<StallFacts>) => {
  const all = { ...facts, ...over };
  return [whyNotPickedUp(all), whyNotInvoked(all), whyNotLogged(all)].map(({ key }) => key.split('.').at(-1));
};

describe('a record that stops', () => {
  const failing = mapped({ lastProcessingResult: 'PROBLEM: Function call failed' });
  const { settings } = mapped();
  if (!settings) throw new Error('a mapping without options');

  test.each<[string, Partial<StallFacts>, string[]]>([
    ['at no mapping', { pulse: absent, settings: null }, ['no-mapping', 'not-invoked', 'log-silent']],
    ['at a mapping that is off', mapped({ state: 'Disabled' }), ['mapping-state', 'not-invoked', 'log-silent']],
    [
      'at one that cannot read',
      mapped({ lastProcessingResult: 'PROBLEM: Cannot access stream.' }),
      ['mapping-says', 'mapping-says', 'log-silent'],
    ],
    ['at a function that fails', failing, ['mapping-says', 'mapping-says', 'function-failed']],
    ['at a filter', mapped({ settings: { ...settings, filters: ['{}'] } }), ['behind', 'not-invoked', 'log-silent']],
    [
      'at a filter, where nobody counts what it drops',
      { ...mapped({ settings: { ...settings, filters: ['{}'] } }), filteredOut: null },
      ['filtered', 'filtered', 'log-silent'],
    ],
    [
      'before the latest',
      mapped({ settings: { ...settings, startingPosition: 'LATEST' }, lastProcessingResult: 'No records processed' }),
      ['latest', 'not-invoked', 'log-silent'],
    ],
    [
      'in a batch',
      mapped({ settings: { ...settings, batchingWindowSeconds: 30 } }),
      ['behind', 'batching', 'log-silent'],
    ],
  ])('%s is said to have', (_, over, expected) => {
    expect(keys(over)).toEqual(expected);
  });

  test('is told with AWS’s words', () => {
    expect(whyNotPickedUp({ ...facts, ...failing }).values).toEqual({ result: 'PROBLEM: Function call failed' });
    expect(whyNotPickedUp({ ...facts, ...mapped({ state: 'Disabling' }) }).values).toEqual({ state: 'Disabling' });
  });
});

test('a right that AWS’s page asks for is one that may be missing', () => {
  const weighed = (weight: Need['weight']): Verdict => ({
    need: { ...factNeed('same-region', 'both', 'region', ''), weight },
    ...judged('missing', 'no-policy'),
  });
  expect(keys({ verdicts: [weighed('asked')] })[0]).toBe('not-granted');
  expect(keys({ verdicts: [weighed('advised')] })[0]).toBe('behind');
});

describe('a record that no line of the log shows', () => {
  it('was not logged by the function where the log was read', () => {
    expect(whyNotLogged(facts).key).toBe('trace.cause.log-silent');
  });

  it('may be in a log that could not be read', () => {
    expect(whyNotLogged({ ...facts, logFailure: 'Rate exceeded' })).toEqual({
      key: 'trace.cause.log-unread',
      values: { message: 'Rate exceeded' },
    });
  });
});
