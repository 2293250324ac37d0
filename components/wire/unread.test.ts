import { expect, test } from 'vitest';
import { absent, customerKey, encryptedSummary, known, refusedRead, source } from '@/lib/trial/fixture/seed-wire';
import type { Evidence } from '@/lib/wiring/evidence';
import { unreadOf } from './unread';

const at = '2026-02-09T05:02:00.000Z';
const refusal = {
  principal: 'arn:aws:sts::888800008888:assumed-role/operator/x',
  action: 'iam:GetRole',
  message: 'not authorized',
};
const evidence: Evidence = {
  source: { state: 'failed', message: 'HTTP 500', at },
  function: { state: 'absent', at: '2026-02-09T05:01:00.000Z' },
  role: {
    arn: 'arn:aws:iam::888800008888:role/r',
    role: { state: 'refused', refusal, at },
    attached: { state: 'known', value: [], at },
    inline: { state: 'known', value: [], at },
    boundary: { state: 'pending' },
  },
  mapping: { state: 'absent', at },
  rivals: { state: 'known', value: [], at },
  formerKeys: [],
};

test('a failing half does not blame the other, and what is absent was read', () => {
  expect(unreadOf('producer', evidence, null).unread).toEqual([{ what: 'source', message: 'HTTP 500' }]);
  expect(unreadOf('consumer', evidence, null).unread).toEqual([{ what: 'role', refusal }]);
});

test('a half is as old as its oldest part', () => {
  expect(unreadOf('consumer', evidence, null).at).toBe('2026-02-09T05:01:00.000Z');
});

test('the consumers of a stream bear only on a wire that reads through one', () => {
  const consumers = refusedRead('kinesis:ListStreamConsumers');
  const shared = { ...evidence, source: known(source({ consumers, key: absent })), rivals: refusedRead('lambda:List') };
  const whats = (consumer: string | null) =>
    (['producer', 'consumer'] as const)
      .flatMap((half) => unreadOf(half, shared, consumer).unread)
      .map(({ what }) => what);
  // Where the consumers are not listed, nobody can be asked who else reads through one: that is said once.
  expect(whats('efo')).toEqual(['consumers', 'role']);
  expect(whats(null)).toEqual(['role']);
});

test('each part of a key that may not be read is named by itself', () => {
  const encrypted = (key: typeof customerKey) => ({
    ...evidence,
    source: known(source({ summary: known(encryptedSummary), key: known(key) })),
  });
  const closed = { ...customerKey, policy: refusedRead('kms:GetKeyPolicy'), grants: refusedRead('kms:ListGrants') };
  const unread = (key: typeof customerKey) => unreadOf('producer', encrypted(key), null).unread.map(({ what }) => what);
  expect(unread(closed)).toEqual(['key-policy', 'grants']);
  expect(unread({ ...closed, manager: 'AWS' })).toEqual([]);
});
