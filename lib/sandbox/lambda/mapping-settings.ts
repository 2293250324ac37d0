import type {
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import type { Clock } from '../clock';
import type { MappingRecord, MappingSettings } from './lambda-state';

type Asked = CreateEventSourceMappingRequest | UpdateEventSourceMappingRequest;

/** What a mapping has when nothing is asked. */
export const defaultMappingSettings: MappingSettings = {
  BatchSize: 100,
  MaximumBatchingWindowInSeconds: 0,
  ParallelizationFactor: 1,
  MaximumRecordAgeInSeconds: -1,
  MaximumRetryAttempts: -1,
  BisectBatchOnFunctionError: false,
  TumblingWindowInSeconds: 0,
  filters: [],
  destination: null,
  reportBatchItemFailures: false,
  eventCount: false,
};

/** The settings after a request: what it leaves out stays, what it sends empty goes. */
export function settingsAfter(before: MappingSettings, asked: Asked): MappingSettings {
  const { FilterCriteria, DestinationConfig, FunctionResponseTypes, MetricsConfig } = asked;
  return {
    BatchSize: asked.BatchSize ?? before.BatchSize,
    MaximumBatchingWindowInSeconds: asked.MaximumBatchingWindowInSeconds ?? before.MaximumBatchingWindowInSeconds,
    ParallelizationFactor: asked.ParallelizationFactor ?? before.ParallelizationFactor,
    MaximumRecordAgeInSeconds: asked.MaximumRecordAgeInSeconds ?? before.MaximumRecordAgeInSeconds,
    MaximumRetryAttempts: asked.MaximumRetryAttempts ?? before.MaximumRetryAttempts,
    BisectBatchOnFunctionError: asked.BisectBatchOnFunctionError ?? before.BisectBatchOnFunctionError,
    TumblingWindowInSeconds: asked.TumblingWindowInSeconds ?? before.TumblingWindowInSeconds,
    filters: FilterCriteria ? (FilterCriteria.Filters ?? []).map((filter) => filter.Pattern ?? '{}') : before.filters,
    destination: DestinationConfig ? DestinationConfig.OnFailure?.Destination || null : before.destination,
    reportBatchItemFailures: FunctionResponseTypes ? FunctionResponseTypes.length > 0 : before.reportBatchItemFailures,
    eventCount: MetricsConfig ? (MetricsConfig.Metrics ?? []).length > 0 : before.eventCount,
  };
}

/** A mapping as every operation answers it. */
export function describeMapping(mapping: MappingRecord, clock: Clock): EventSourceMappingConfiguration {
  const { filters, destination, reportBatchItemFailures, eventCount, ...numbers } = mapping.settings;
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mapping.arn,
    EventSourceArn: mapping.sourceArn,
    FunctionArn: mapping.functionArn,
    StartingPosition: mapping.startingPosition,
    ...(mapping.startingTimestamp === null ? {} : { StartingPositionTimestamp: new Date(mapping.startingTimestamp) }),
    ...numbers,
    DestinationConfig: { OnFailure: destination ? { Destination: destination } : {} },
    FunctionResponseTypes: reportBatchItemFailures ? ['ReportBatchItemFailures'] : [],
    ...(filters.length > 0 ? { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } } : {}),
    ...(eventCount ? { MetricsConfig: { Metrics: ['EventCount'] } } : {}),
    State: stateOfMapping(mapping, clock),
    StateTransitionReason: 'User action',
    LastModified: new Date(mapping.modifiedAt),
    LastProcessingResult: mapping.lastProcessingResult,
  };
}

/** The state at this moment. `Deleted` is what a caller sees as not found. */
export function stateOfMapping(mapping: MappingRecord, clock: Clock): string {
  const { transition, enabled } = mapping;
  if (transition && clock.now() < transition.until) return transition.state;
  if (transition?.state === 'Deleting') return 'Deleted';
  return enabled ? 'Enabled' : 'Disabled';
}
