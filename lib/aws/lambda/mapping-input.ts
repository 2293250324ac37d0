import type {
  CreateEventSourceMappingCommandInput,
  UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import type { MappingSettings } from '@/lib/wiring/inventory';
import { settingsToUpdate } from '@/lib/wiring/setting/settings';

type Updatable = Omit<UpdateEventSourceMappingCommandInput, 'UUID'>;

/** How each updatable option is written in a call of Lambda. */
const written: { [Option in keyof MappingSettings]?: (settings: MappingSettings) => Updatable } = {
  enabled: ({ enabled }) => ({ Enabled: enabled }),
  batchSize: ({ batchSize }) => ({ BatchSize: batchSize }),
  batchingWindowSeconds: (settings) => ({ MaximumBatchingWindowInSeconds: settings.batchingWindowSeconds }),
  parallelizationFactor: (settings) => ({ ParallelizationFactor: settings.parallelizationFactor }),
  maximumRecordAgeSeconds: (settings) => ({ MaximumRecordAgeInSeconds: settings.maximumRecordAgeSeconds }),
  maximumRetryAttempts: (settings) => ({ MaximumRetryAttempts: settings.maximumRetryAttempts }),
  bisectBatchOnFunctionError: (settings) => ({ BisectBatchOnFunctionError: settings.bisectBatchOnFunctionError }),
  reportBatchItemFailures: (settings) => ({
    FunctionResponseTypes: settings.reportBatchItemFailures ? ['ReportBatchItemFailures'] : [],
  }),
  tumblingWindowSeconds: (settings) => ({ TumblingWindowInSeconds: settings.tumblingWindowSeconds }),
  onFailureDestinationArn: (settings) => ({
    DestinationConfig: { OnFailure: { Destination: settings.onFailureDestinationArn ?? '' } },
  }),
  filters: ({ filters }) => ({ FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
  metrics: ({ metrics }) => ({ MetricsConfig: { Metrics: [...metrics] } }),
};

/** What `CreateEventSourceMapping` is called with. Options that are off are left out, as AWS's own default. */
export function createInput(
  sourceArn: string,
  functionArn: string,
  settings: MappingSettings,
): CreateEventSourceMappingCommandInput {
  const options = Object.values(written).map((write) => write(settings));
  const input: CreateEventSourceMappingCommandInput = Object.assign({}, ...options, {
    EventSourceArn: sourceArn,
    FunctionName: functionArn,
    StartingPosition: settings.startingPosition,
  });
  if (settings.startingPosition === 'AT_TIMESTAMP' && settings.startingPositionTimestamp !== null) {
    input.StartingPositionTimestamp = new Date(settings.startingPositionTimestamp);
  }
  if (settings.onFailureDestinationArn === null) delete input.DestinationConfig;
  if (settings.filters.length === 0) delete input.FilterCriteria;
  if (settings.metrics.length === 0) delete input.MetricsConfig;
  if (settings.tumblingWindowSeconds === 0) delete input.TumblingWindowInSeconds;
  if (!settings.reportBatchItemFailures) delete input.FunctionResponseTypes;
  return input;
}

/** What `UpdateEventSourceMapping` is called with: only what differs, so that nobody else's option is touched. */
export function updateInput(
  uuid: string,
  wanted: MappingSettings,
  current: MappingSettings,
): UpdateEventSourceMappingCommandInput {
  const options = settingsToUpdate(wanted, current).map((option) => written[option]?.(wanted) ?? {});
  return Object.assign({ UUID: uuid }, ...options);
}
