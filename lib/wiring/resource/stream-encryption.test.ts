import { expect, it } from 'vitest';
import { absent, customerKey, encryptedSummary, known, refusedRead, source } from '@/lib/trial/fixture/seed-wire';
import type { Stream } from './kinesis';
import { encryptionOf } from './stream-encryption';

const under = (keyId: string) => known({ ...encryptedSummary, encryption: { type: 'KMS' as const, keyId } });
const refused = refusedRead('kms:DescribeKey');

it.each<[string, Partial<Stream>, string]>([
  ['a stream without a key', { key: absent }, 'none'],
  ['a customer managed key', { summary: under('alias/orders'), key: known(customerKey) }, 'customer'],
  ['the AWS managed key by alias', { summary: under('alias/aws/kinesis'), key: absent }, 'aws-managed'],
  [
    'the AWS managed key by alias ARN, unread',
    { summary: under('arn:aws:kms:us-east-1:999900009999:alias/aws/kinesis'), key: refused },
    'aws-managed',
  ],
  [
    'a key ID that turns out to be managed by AWS',
    { summary: under('0a1b'), key: known({ ...customerKey, manager: 'AWS' }) },
    'aws-managed',
  ],
  ['a key that is gone', { summary: under('0a1b'), key: absent }, 'gone'],
  ['a key that may not be described', { summary: under('0a1b'), key: refused }, 'unread'],
  ['a stream that may not be described', { summary: refused }, 'unread'],
])('%s', (_, over, state) => {
  expect(encryptionOf(source(over)).state).toBe(state);
});
