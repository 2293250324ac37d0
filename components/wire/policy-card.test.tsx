import { expect, test } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import { drawn } from '@/lib/trial/fixture/drawn';
import type { Read } from '@/lib/wiring/read';
import { PolicyCard } from './policy-card';

const at = '2026-02-09T05:02:00Z';

test.each<[string, Read<unknown>, boolean]>([
  ['that is not there is called none', { state: 'absent', at }, true],
  ['that was not read is unknown, never called none', { state: 'pending' }, false],
])('a policy %s', (_, read, none) => {
  const card = drawn(<PolicyCard title="Resource policy" read={read} what="policy" none="No policy." />);
  expect(card.includes('No policy.')).toBe(none);
  expect(card.includes(catalogues.en.wire.state.unknown)).toBe(!none);
});
