import { expect, test } from 'vitest';
import { problemsOf, valueProblem, withSetting } from './changed-settings';

const now = '2026-02-09T05:02:00.000Z';

test('a setting put back to its default leaves the link', () => {
  const changed = withSetting(null, 'batchSize', 500);
  expect(changed).toEqual({ batchSize: 500 });
  expect(withSetting(changed, 'batchSize', 100)).toBeNull();
});

test('the moment to begin at goes with AT_TIMESTAMP', () => {
  const at = withSetting(
    withSetting(null, 'startingPosition', 'AT_TIMESTAMP'),
    'startingPositionTimestamp',
    '2026-02-08T00:00:00Z',
  );
  expect(withSetting(at, 'startingPosition', 'LATEST')).toEqual({ startingPosition: 'LATEST' });
});

test('AT_TIMESTAMP without a moment, or with one to come, is a problem', () => {
  expect(problemsOf({ startingPosition: 'AT_TIMESTAMP' }, now).startingPositionTimestamp).toBeDefined();
  const future = { startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp: '2026-02-10T00:00:00Z' } as const;
  expect(problemsOf(future, now).startingPositionTimestamp).toBeDefined();
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
