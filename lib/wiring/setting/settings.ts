import { z } from 'zod/mini';
import type { MessageKey } from '@/lib/messages/message-key';
import { arnKind, parseArn } from '../arn';
import type { MappingSettings } from '../inventory';

/** A destination for failed batches: a standard queue or topic, or a bucket (domain: event-source-mapping §5). */
const destination = z.string().check(
  z.refine((text) => {
    const parsed = parseArn(text);
    if (!parsed.ok || parsed.arn.resource.endsWith('.fifo')) return false;
    return ['sqs-queue', 'sns-topic', 's3-bucket'].includes(arnKind(parsed.arn));
  }, 'setting.onFailureDestinationArn.problem'),
);

const filter = z.string().check(
  z.refine((text) => {
    if (text.length > 4096) return false;
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    } catch {
      return false;
    }
  }, 'setting.filters.problem'),
);

const whole = (from: number, to: number) => z.int().check(z.gte(from), z.lte(to));

/** Ranges: domain event-source-mapping §1. `-1` means without limit. */
export const settingsSchema = z.object({
  enabled: z.boolean(),
  batchSize: whole(1, 10_000),
  batchingWindowSeconds: whole(0, 300),
  parallelizationFactor: whole(1, 10),
  startingPosition: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP']),
  startingPositionTimestamp: z.nullable(z.iso.datetime({ offset: true })),
  maximumRecordAgeSeconds: z
    .int()
    .check(z.refine((age) => age === -1 || (age >= 60 && age <= 604_800), 'setting.maximumRecordAgeSeconds.problem')),
  maximumRetryAttempts: whole(-1, 10_000),
  bisectBatchOnFunctionError: z.boolean(),
  reportBatchItemFailures: z.boolean(),
  tumblingWindowSeconds: whole(0, 900),
  onFailureDestinationArn: z.nullable(destination),
  filters: z.array(filter).check(z.maxLength(5)),
  metrics: z.array(z.enum(['EventCount'])),
});

/**
 * Where a new mapping starts from (domain: event-source-mapping §8): nothing written while it is being made is lost,
 * one bad record does not block a shard for as long as the stream retains it, and a heartbeat is measured.
 */
export const defaultSettings: MappingSettings = {
  enabled: true,
  batchSize: 100,
  batchingWindowSeconds: 0,
  parallelizationFactor: 1,
  startingPosition: 'TRIM_HORIZON',
  startingPositionTimestamp: null,
  maximumRecordAgeSeconds: -1,
  maximumRetryAttempts: 10,
  bisectBatchOnFunctionError: true,
  reportBatchItemFailures: false,
  tumblingWindowSeconds: 0,
  onFailureDestinationArn: null,
  filters: [],
  metrics: ['EventCount'],
};

export type SettingOption = {
  name: keyof MappingSettings;
  input: 'switch' | 'number' | 'choice' | 'time' | 'arn' | 'patterns';
  /** Inclusive, for numbers. */
  range?: readonly [number, number];
  /** A value outside the range that means "without limit". */
  unlimited?: number;
  choices?: readonly string[];
  /** Where the mapping exists already, AWS lets this be changed (domain: event-source-mapping §1, "In Update?"). */
  updatable: boolean;
  group: 'reading' | 'failure' | 'batching' | 'watching';
};

/** Every option, in the order a person meets them. Label, hint and reason stand in `messages` under `setting.<name>`. */
export const settingOptions: readonly SettingOption[] = [
  {
    name: 'startingPosition',
    input: 'choice',
    choices: ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'],
    updatable: false,
    group: 'reading',
  },
  { name: 'startingPositionTimestamp', input: 'time', updatable: false, group: 'reading' },
  { name: 'enabled', input: 'switch', updatable: true, group: 'reading' },
  { name: 'filters', input: 'patterns', updatable: true, group: 'reading' },
  { name: 'batchSize', input: 'number', range: [1, 10_000], updatable: true, group: 'batching' },
  { name: 'batchingWindowSeconds', input: 'number', range: [0, 300], updatable: true, group: 'batching' },
  { name: 'parallelizationFactor', input: 'number', range: [1, 10], updatable: true, group: 'batching' },
  { name: 'tumblingWindowSeconds', input: 'number', range: [0, 900], updatable: true, group: 'batching' },
  {
    name: 'maximumRetryAttempts',
    input: 'number',
    range: [0, 10_000],
    unlimited: -1,
    updatable: true,
    group: 'failure',
  },
  {
    name: 'maximumRecordAgeSeconds',
    input: 'number',
    range: [60, 604_800],
    unlimited: -1,
    updatable: true,
    group: 'failure',
  },
  { name: 'bisectBatchOnFunctionError', input: 'switch', updatable: true, group: 'failure' },
  { name: 'reportBatchItemFailures', input: 'switch', updatable: true, group: 'failure' },
  { name: 'onFailureDestinationArn', input: 'arn', updatable: true, group: 'failure' },
  { name: 'metrics', input: 'switch', updatable: true, group: 'watching' },
];

/** What rules between options forbid, by option. */
export function settingProblems(
  settings: MappingSettings,
  now: string,
): Partial<Record<keyof MappingSettings, MessageKey>> {
  const problems: Partial<Record<keyof MappingSettings, MessageKey>> = {};
  if (settings.startingPosition === 'AT_TIMESTAMP' && settings.startingPositionTimestamp === null) {
    problems.startingPositionTimestamp = 'setting.startingPositionTimestamp.missing';
  }
  if (settings.startingPositionTimestamp !== null && Date.parse(settings.startingPositionTimestamp) > Date.parse(now)) {
    problems.startingPositionTimestamp = 'setting.startingPositionTimestamp.future';
  }
  return problems;
}

/** The updatable options in which two settings differ. */
export function settingsToUpdate(wanted: MappingSettings, current: MappingSettings): (keyof MappingSettings)[] {
  return settingOptions
    .filter((option) => option.updatable)
    .map((option) => option.name)
    .filter((name) => JSON.stringify(wanted[name]) !== JSON.stringify(current[name]));
}
