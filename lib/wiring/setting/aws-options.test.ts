import { describe, expect, it, test } from 'vitest';
import { answeredOptions, commandOptions, optionsToCreate, writtenOptions } from './aws-options';
import { defaultSettings, type MappingSettings, settingOptions } from './settings';

const chosen: MappingSettings = {
  enabled: false,
  batchSize: 7,
  batchingWindowSeconds: 3,
  parallelizationFactor: 2,
  startingPosition: 'AT_TIMESTAMP',
  startingPositionTimestamp: '2026-02-09T05:02:00+09:00',
  maximumRecordAgeSeconds: 60,
  maximumRetryAttempts: 3,
  bisectBatchOnFunctionError: false,
  reportBatchItemFailures: true,
  tumblingWindowSeconds: 5,
  onFailureDestinationArn: 'arn:aws:sqs:us-east-1:888800008888:dead',
  filters: ['{"data":{"type":["order"]}}'],
  metrics: ['EventCount'],
};
const names = settingOptions.map(({ name }) => name);

describe('the options of a mapping', () => {
  it('are left out of a new one where it has them anyway', () => {
    expect(Object.keys(writtenOptions(optionsToCreate(defaultSettings), defaultSettings)).sort()).toEqual([
      'BatchSize',
      'BisectBatchOnFunctionError',
      'Enabled',
      'MaximumBatchingWindowInSeconds',
      'MaximumRecordAgeInSeconds',
      'MaximumRetryAttempts',
      'MetricsConfig',
      'ParallelizationFactor',
      'StartingPosition',
    ]);
  });

  it('name a moment only beside AT_TIMESTAMP', () => {
    expect(optionsToCreate(chosen)).toContain('startingPositionTimestamp');
    expect(optionsToCreate({ ...chosen, startingPosition: 'LATEST' })).not.toContain('startingPositionTimestamp');
  });

  it('are emptied as an update wants it', () => {
    const emptied = { ...defaultSettings, metrics: [] };
    expect(
      writtenOptions(['filters', 'metrics', 'onFailureDestinationArn', 'reportBatchItemFailures'], emptied),
    ).toEqual({
      FilterCriteria: { Filters: [] },
      MetricsConfig: { Metrics: [] },
      DestinationConfig: { OnFailure: { Destination: '' } },
      FunctionResponseTypes: [],
    });
  });

  it('come back from an answer as they were written', () => {
    const { Enabled: _, ...options } = writtenOptions(names, chosen);
    const at = '2026-02-08T20:02:00.000Z';
    expect(answeredOptions({ ...options, State: 'Disabled' })).toEqual({ ...chosen, startingPositionTimestamp: at });
  });

  it('stand at Lambda’s own defaults where an answer leaves them out', () => {
    expect(answeredOptions({ State: 'Enabled' })).toEqual({
      ...defaultSettings,
      maximumRetryAttempts: -1,
      bisectBatchOnFunctionError: false,
      metrics: [],
    });
  });
});

test.each<[keyof MappingSettings, MappingSettings, string]>([
  ['batchingWindowSeconds', chosen, '--maximum-batching-window-in-seconds 3'],
  ['maximumRecordAgeSeconds', defaultSettings, '--maximum-record-age-in-seconds -1'],
  ['startingPositionTimestamp', chosen, '--starting-position-timestamp 2026-02-09T05:02:00+09:00'],
  ['reportBatchItemFailures', chosen, '--function-response-types ReportBatchItemFailures'],
  ['reportBatchItemFailures', defaultSettings, '--function-response-types []'],
  ['filters', chosen, '--filter-criteria {"Filters":[{"Pattern":"{\\"data\\":{\\"type\\":[\\"order\\"]}}"}]}'],
  ['onFailureDestinationArn', defaultSettings, '--destination-config {"OnFailure":{"Destination":""}}'],
  ['enabled', chosen, '--no-enabled'],
  ['bisectBatchOnFunctionError', defaultSettings, '--bisect-batch-on-function-error'],
])('the aws CLI takes %s as %3$s', (name, values, written) => {
  const { options, flags } = commandOptions([name], values);
  expect([...options.map(([option, value]) => `--${option} ${value}`), ...flags]).toEqual([written]);
});
