import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  type MappingSettings,
  refusedIn,
  settingOptions,
  settingProblems,
  settingsSchema,
  settingsToUpdate,
  withoutRefused,
} from './settings';

const accepts = (over: Partial<Record<keyof MappingSettings, unknown>>) =>
  settingsSchema.safeParse({ ...defaultSettings, ...over }).success;

describe('the settings of a mapping', () => {
  it.each([
    ['the defaults', {}, true],
    ['a batch of 10,000', { batchSize: 10_000 }, true],
    ['an empty batch', { batchSize: 0 }, false],
    ['a batch of 10,001', { batchSize: 10_001 }, false],
    ['half a record', { batchSize: 1.5 }, false],
    ['a window of 5 minutes', { batchingWindowSeconds: 300 }, true],
    ['a longer window', { batchingWindowSeconds: 301 }, false],
    ['retries without limit', { maximumRetryAttempts: -1 }, true],
    ['retries below that', { maximumRetryAttempts: -2 }, false],
    ['records of any age', { maximumRecordAgeSeconds: -1 }, true],
    ['an age that AWS refuses', { maximumRecordAgeSeconds: 59 }, false],
    ['an age of a minute', { maximumRecordAgeSeconds: 60 }, true],
    ['a standard queue', { onFailureDestinationArn: 'arn:aws:sqs:us-east-1:888800008888:dead' }, true],
    ['a FIFO queue', { onFailureDestinationArn: 'arn:aws:sqs:us-east-1:888800008888:dead.fifo' }, false],
    [
      'a function as destination',
      { onFailureDestinationArn: 'arn:aws:lambda:us-east-1:888800008888:function:f' },
      false,
    ],
    ['a bucket', { onFailureDestinationArn: 'arn:aws:s3:::failed-batches' }, true],
    ['a filter', { filters: ['{"data":{"type":["order"]}}'] }, true],
    ['a filter that is no object', { filters: ['["order"]'] }, false],
    ['a filter that is no JSON', { filters: ['{data}'] }, false],
    ['six filters', { filters: Array(6).fill('{}') }, false],
  ])('with %s', (_, over, accepted) => {
    expect(accepts(over)).toBe(accepted);
  });

  it('need a moment with AT_TIMESTAMP, and one that is past', () => {
    const now = '2026-02-09T05:00:00Z';
    const from = (startingPositionTimestamp: string | null) =>
      settingProblems({ ...defaultSettings, startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp }, now);
    expect(from(null)).toHaveProperty('startingPositionTimestamp');
    expect(from('2026-02-09T05:00:01Z')).toHaveProperty('startingPositionTimestamp');
    expect(from('2026-02-09T04:59:59Z')).toEqual({});
  });

  it('of a mapping that exists can change only in what AWS updates', () => {
    const wanted: MappingSettings = { ...defaultSettings, startingPosition: 'LATEST', batchSize: 10 };
    expect(settingsToUpdate(wanted, defaultSettings)).toEqual(['batchSize']);
  });
});

describe('values that a source refuses', () => {
  const refused = { startingPosition: ['AT_TIMESTAMP'] } as const;
  const choicesOf = (name: keyof MappingSettings) => {
    const option = settingOptions.find((one) => one.name === name);
    const offered = option && withoutRefused(option, refused);
    return offered?.input === 'choice' ? offered.choices : null;
  };

  it('are not offered', () => {
    expect(choicesOf('startingPosition')).toEqual(['TRIM_HORIZON', 'LATEST']);
    expect(choicesOf('batchSize')).toBeNull();
  });

  it('are found in what was asked, and only there', () => {
    expect(refusedIn({ startingPosition: 'AT_TIMESTAMP', batchSize: 10 }, refused)).toBe('startingPosition');
    expect(refusedIn({ startingPosition: 'LATEST' }, refused)).toBeNull();
    expect(refusedIn({ startingPosition: 'AT_TIMESTAMP' })).toBeNull();
  });
});
