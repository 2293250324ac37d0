import { expect, test } from 'vitest';
import { catalogues } from '@/lib/messages/catalogues';
import { drawn } from '@/lib/trial/fixture/drawn';
import { aWire } from '@/lib/trial/fixture/staged-inventory';
import type { Part } from '@/lib/wiring/part';
import type { WireDetail } from '@/lib/wiring/wire-detail';
import { HalfFrame } from './half-frame';

const { unknownAccount } = catalogues.en.board;

/** The heading of the consumer's half in an account that is known by this number, empty where it is not. */
function heading(accountId: string): string {
  const place = { accountId, region: 'us-east-1' };
  const role: Part = { is: 'iam-role', half: 'consumer', place, ref: { arn: 'AROAEXAMPLE' } };
  const wire = { ...aWire('orders', 'billing'), consumer: { accountId, connectionId: null } };
  const detail = { wire, parts: { role }, evidence: { parts: {} }, verdicts: [] } as unknown as WireDetail;
  const page = drawn(
    <HalfFrame half="consumer" detail={detail} nameOf={(id) => id}>
      {null}
    </HalfFrame>,
  );
  return /<h2[^>]*>(.*?)<\/h2>/.exec(page)?.[1] ?? '';
}

test('a half whose account nobody knows is called that', () => {
  expect(heading('')).toBe(unknownAccount);
});

test('a half whose account is not connected has its number', () => {
  expect(heading('888800008888')).toContain('8888-0000-8888');
});
