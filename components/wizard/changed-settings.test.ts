import { expect, test } from 'vitest';
import { defaultSettings } from '@/lib/wiring/setting/settings';
import { valueProblem, withSetting } from './changed-settings';

test('a setting put back to its default leaves the link', () => {
  const changed = withSetting(null, 'batchSize', 500, defaultSettings);
  expect(changed).toEqual({ batchSize: 500 });
  expect(withSetting(changed, 'batchSize', 100, defaultSettings)).toBeNull();
});

test('the moment to begin at goes with AT_TIMESTAMP', () => {
  const choice = withSetting(null, 'startingPosition', 'AT_TIMESTAMP', defaultSettings);
  const at = withSetting(choice, 'startingPositionTimestamp', '2026-02-08T00:00:00Z', defaultSettings);
  expect(withSetting(at, 'startingPosition', 'LATEST', defaultSettings)).toEqual({ startingPosition: 'LATEST' });
});

test('a default that the existing mapping does not have stays in the link', () => {
  const existing = { ...defaultSettings, maximumRetryAttempts: -1 };
  expect(withSetting(null, 'maximumRetryAttempts', 10, existing)).toEqual({ maximumRetryAttempts: 10 });
});

test.each([
  ['batchSize', 0, true],
  ['batchSize', 10_000, false],
  ['maximumRecordAgeSeconds', 59, true],
  ['maximumRecordAgeSeconds', -1, false],
  ['maximumRetryAttempts', 1.5, true],
  ['onFailureDestinationArn', 'arn:aws:sqs:us-east-1:888800008888:dead.fifo', true],
] as const)('%s %s is a problem: %s', (name, value, bad) => {
  expect(valueProblem(name, value) !== null).toBe(bad);
});
