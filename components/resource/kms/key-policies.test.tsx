import { expect, test } from 'vitest';
import { drawn } from '@/lib/trial/fixture/drawn';
import { customerKey, known } from '@/lib/trial/fixture/seed-wire';
import type { Part } from '@/lib/wiring/part';
import { KeyPolicies } from './key-policies';

const place = { accountId: '999900009999', region: 'us-east-1' };
const part: Part = { is: 'kms-key', half: 'producer', place, ref: { arn: customerKey.arn } };

test('a key is called former only where another took its place, whatever it is to the wire', () => {
  const heading = (of: Part) =>
    drawn(<KeyPolicies name="secretKey" part={of} arn={customerKey.arn} read={known(customerKey)} />);
  expect(heading(part)).not.toContain('former');
  expect(heading({ ...part, formerOf: 'key' })).toContain('former');
});
