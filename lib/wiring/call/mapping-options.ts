import type { MappingSettings } from '../inventory';
import { settingOptions } from '../setting/settings';
import type { Option } from './call';

/** How each updatable option is written, with a value; switches are flags. */
const written: { [Name in keyof MappingSettings]?: (settings: MappingSettings) => Option[] } = {
  batchSize: ({ batchSize }) => [['batch-size', batchSize]],
  batchingWindowSeconds: (settings) => [['maximum-batching-window-in-seconds', settings.batchingWindowSeconds]],
  parallelizationFactor: (settings) => [['parallelization-factor', settings.parallelizationFactor]],
  maximumRecordAgeSeconds: (settings) => [['maximum-record-age-in-seconds', settings.maximumRecordAgeSeconds]],
  maximumRetryAttempts: (settings) => [['maximum-retry-attempts', settings.maximumRetryAttempts]],
  tumblingWindowSeconds: (settings) => [['tumbling-window-in-seconds', settings.tumblingWindowSeconds]],
  reportBatchItemFailures: (settings) => [
    ['function-response-types', settings.reportBatchItemFailures ? 'ReportBatchItemFailures' : '[]'],
  ],
  onFailureDestinationArn: (settings) => [
    ['destination-config', JSON.stringify({ OnFailure: { Destination: settings.onFailureDestinationArn ?? '' } })],
  ],
  filters: ({ filters }) => [['filter-criteria', JSON.stringify({ Filters: filters.map((Pattern) => ({ Pattern })) })]],
  metrics: ({ metrics }) => [['metrics-config', JSON.stringify({ Metrics: metrics })]],
};

const flags: { [Name in keyof MappingSettings]?: (settings: MappingSettings) => string } = {
  enabled: ({ enabled }) => (enabled ? '--enabled' : '--no-enabled'),
  bisectBatchOnFunctionError: (settings) =>
    settings.bisectBatchOnFunctionError ? '--bisect-batch-on-function-error' : '--no-bisect-batch-on-function-error',
};

export function optionsOf(names: readonly (keyof MappingSettings)[], settings: MappingSettings): Option[] {
  return names.flatMap((name) => written[name]?.(settings) ?? []);
}

export function flagsOf(names: readonly (keyof MappingSettings)[], settings: MappingSettings): string[] {
  return names.flatMap((name) => flags[name]?.(settings) ?? []);
}

/** Leaves out what a new mapping has anyway: `Create` refuses some empty values that `Update` needs. */
export function neededAtFirst(settings: MappingSettings): (keyof MappingSettings)[] {
  const needless = new Set<keyof MappingSettings>([
    ...(settings.reportBatchItemFailures ? [] : ['reportBatchItemFailures' as const]),
    ...(settings.onFailureDestinationArn ? [] : ['onFailureDestinationArn' as const]),
    ...(settings.filters.length ? [] : ['filters' as const]),
    ...(settings.metrics.length ? [] : ['metrics' as const]),
    ...(settings.tumblingWindowSeconds ? [] : ['tumblingWindowSeconds' as const]),
  ]);
  return settingOptions.map(({ name }) => name).filter((name) => !needless.has(name));
}
