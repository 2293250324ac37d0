import type { CreateEventSourceMappingRequest, UpdateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import type { Clock } from '../clock';
import { outOfModel, within } from '../out-of-model';
import type { EventSource } from './event-source';
import { isFilterPattern } from './filter-pattern';
import { invalidParameter } from './lambda-fault';
import { sourceOptions } from './source-options';

type Asked = CreateEventSourceMappingRequest | UpdateEventSourceMappingRequest;

const ranges = [
  { field: 'BatchSize', least: 1, most: 10_000 },
  { field: 'MaximumBatchingWindowInSeconds', least: 0, most: 300 },
  { field: 'ParallelizationFactor', least: 1, most: 10 },
  { field: 'MaximumRecordAgeInSeconds', least: -1, most: 604_800 },
  { field: 'MaximumRetryAttempts', least: -1, most: 10_000 },
  { field: 'TumblingWindowInSeconds', least: 0, most: 900 },
] as const;

const positions: readonly string[] = ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'];
const filtersAtMost = 5;
const patternLength = 4096;
const standardQueueOrTopic = /^arn:aws[a-zA-Z-]*:(sqs|sns):[a-z0-9-]+:\d{12}:[a-zA-Z0-9-_]+$/;
const bucket = /^arn:aws[a-zA-Z-]*:s3:::[a-z0-9.-]{3,63}$/;

/**
 * The rules that a mapping's options keep for its type of source, at creation and at update.
 * @throws Fault in AWS's words
 */
export function checkOptions(asked: Asked, source: EventSource): void {
  for (const { field, least, most } of ranges) within(asked[field] ?? undefined, lowerFirst(field), least, most);
  const age = asked.MaximumRecordAgeInSeconds ?? -1;
  if (age !== -1 && age < 60) {
    throw invalidParameter('MaximumRecordAgeInSeconds must be -1 or between 60 and 604800.');
  }
  checkForeignOptions(asked, source);
  checkFilters(asked);
  checkDestination(asked);
  for (const type of asked.FunctionResponseTypes ?? []) {
    if (type !== 'ReportBatchItemFailures') {
      throw outOfModel(type, 'functionResponseTypes', 'satisfy enum value set: [ReportBatchItemFailures]');
    }
  }
}

/**
 * Where a mapping starts to read: required, and a time only with AT_TIMESTAMP.
 * @throws Fault in AWS's words
 */
export function checkStart(
  asked: CreateEventSourceMappingRequest,
  { startingPositions }: EventSource,
  clock: Clock,
): void {
  const position = asked.StartingPosition;
  if (!position) {
    throw invalidParameter(outOfModel(null, 'startingPosition', 'not be null.').message);
  }
  if (!positions.includes(position)) {
    throw outOfModel(position, 'startingPosition', `satisfy enum value set: [${positions.join(', ')}]`);
  }
  if (!startingPositions.includes(position)) {
    throw invalidParameter(`Unsupported starting position for arn type: ${asked.EventSourceArn}`);
  }
  const timestamp = asked.StartingPositionTimestamp;
  if (position !== 'AT_TIMESTAMP') {
    if (timestamp) throw unsupported('startingPositionTimestamp');
    return;
  }
  if (!timestamp)
    throw invalidParameter('StartingPositionTimestamp is required when StartingPosition is AT_TIMESTAMP.');
  if (timestamp.getTime() > clock.now()) {
    throw invalidParameter('The timestamp in StartingPositionTimestamp must not be in the future.');
  }
}

function checkForeignOptions(asked: Asked, { options }: EventSource): void {
  const values = new Map<string, unknown>(Object.entries(asked));
  const foreign = sourceOptions.find((field) => !options.includes(field) && (values.get(field) ?? null) !== null);
  if (foreign) throw unsupported(lowerFirst(foreign));
  const metric = asked.MetricsConfig?.Metrics?.find((name) => name !== 'EventCount');
  if (metric) throw unsupported('metricsConfig');
  if (asked.KMSKeyArn) throw invalidParameter(`KMS key ${asked.KMSKeyArn} does not exist or cannot be used.`);
}

function checkFilters(asked: Asked): void {
  const filters = asked.FilterCriteria?.Filters ?? [];
  if (filters.length > filtersAtMost) {
    throw outOfModel(filters.length, 'filterCriteria.filters', `have length less than or equal to ${filtersAtMost}`);
  }
  for (const [index, { Pattern: pattern }] of filters.entries()) {
    if (pattern && pattern.length > patternLength) {
      const field = `filterCriteria.filters.${index + 1}.member.pattern`;
      throw outOfModel(pattern, field, `have length less than or equal to ${patternLength}`);
    }
    if (!pattern || !isFilterPattern(pattern)) throw invalidParameter('Invalid filter pattern definition.');
  }
}

function checkDestination(asked: Asked): void {
  if (asked.DestinationConfig?.OnSuccess?.Destination) {
    throw invalidParameter('Unsupported DestinationConfig parameter for given event source mapping type.');
  }
  const arn = asked.DestinationConfig?.OnFailure?.Destination;
  if (arn && !standardQueueOrTopic.test(arn) && !bucket.test(arn)) {
    throw invalidParameter(`The destination ARN ${arn} is invalid.`);
  }
}

function unsupported(parameter: string) {
  return invalidParameter(`Unsupported '${parameter}' parameter for given event source mapping type.`);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
