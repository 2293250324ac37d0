import { expect, test } from 'vitest';
import type { TailStatus } from '@/lib/wiring/log-line';
import { afterEvent, isOver, type TailState } from './tail-state';

const at = '2026-02-09T05:02:00.000Z';
const status: TailStatus = {
  by: 'live-tail',
  group: 'g',
  shown: 0,
  dropped: 0,
  perSecond: 0,
  sampledPercent: 0,
  polledAt: at,
  endsAt: at,
};
const refused = { type: 'refused', message: 'no', action: 'logs:FilterLogEvents', principal: 'r' } as const;

test('a session that reached its limit is told apart from one that failed', () => {
  const going: TailState = { state: 'following', status };
  expect(afterEvent(going, { type: 'ended', reason: 'session-limit' })).toEqual({ state: 'ended' });
  expect(afterEvent(going, { type: 'ended', reason: 'failed', message: 'HTTP 500' })).toEqual({
    state: 'failed',
    message: 'HTTP 500',
  });
});

test('the end that follows a refusal does not hide who was refused', () => {
  const state = afterEvent(afterEvent({ state: 'connecting' }, refused), { type: 'ended', reason: 'failed' });
  expect(state.state).toBe('refused');
  expect(isOver(state)).toBe(true);
});

test('a log group that appears later is simply followed', () => {
  const waiting = afterEvent({ state: 'connecting' }, { type: 'missing-group', group: '/aws/lambda/kds-reader1' });
  expect(isOver(waiting)).toBe(false);
  expect(afterEvent(waiting, { type: 'status', state: 'following', ...status }).state).toBe('following');
});
