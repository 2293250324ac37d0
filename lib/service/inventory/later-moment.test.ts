import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { laterMoment } from './later-moment';

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 5, 12) }));
afterEach(() => vi.useRealTimers());

test('what falls into one millisecond, or comes when the clock was put back, has an order', () => {
  const first = laterMoment();
  const second = laterMoment();
  vi.setSystemTime(Date.now() - 1_000);
  const third = laterMoment();
  expect(second).toBeGreaterThan(first);
  expect(third).toBeGreaterThan(second);
});

test('is the time, to the millisecond', () => {
  vi.setSystemTime(Date.now() + 5_000);
  expect(Math.floor(laterMoment())).toBe(Date.now());
});
