import { expect, test } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import { drawn } from '@/lib/trial/fixture/drawn';
import { aWire } from '@/lib/trial/fixture/staged-inventory';
import { judged } from '@/lib/wiring/judge/judgement';
import type { Need, Verdict } from '@/lib/wiring/need';
import { MainCause } from './main-cause';
import { WireHeader } from './wire-header';

function missing(weight: Need['weight']): Verdict {
  const need: Need = {
    id: 'producer:source-active',
    side: 'producer',
    row: 'resource',
    weight,
    why: { key: 'need.source-active' },
    source: 'domain',
    demand: { type: 'fact', fact: 'source-active' },
  };
  return { need, ...judged('missing', 'no-policy') };
}

const wire = { ...aWire('orders', 'billing', 'broken'), pulse: { is: 'event-source-mapping', arn: 'm' } };

const header = (verdict: Verdict) =>
  drawn(
    <WireHeader
      wire={wire}
      verdicts={[verdict]}
      recording={false}
      refreshing={false}
      onRecord={() => undefined}
      onRefresh={() => undefined}
    />,
  );

test.each(['required', 'asked'] as const)('what AWS lists and a wire lacks is its cause: %s', (weight) => {
  const verdict = missing(weight);
  expect(drawn(<MainCause wire={wire} verdicts={[verdict]} />)).toContain(catalogues.en.need['source-active']);
  expect(header(verdict)).toContain(catalogues.en.wire.actions.repair);
});

test('what is only advised stops no wire', () => {
  const verdict = missing('advised');
  expect(drawn(<MainCause wire={wire} verdicts={[verdict]} />)).toBe('');
  expect(header(verdict)).not.toContain(catalogues.en.wire.actions.repair);
});
