import { expect, test } from 'vitest';
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
  expect(unreadOf('producer', evidence).unread).toEqual([{ what: 'source', message: 'HTTP 500' }]);
  expect(unreadOf('consumer', evidence).unread).toEqual([{ what: 'role', refusal }]);
});

test('a half is as old as its oldest part', () => {
  expect(unreadOf('consumer', evidence).at).toBe('2026-02-09T05:01:00.000Z');
});
