/** Those of sources that are read shard by shard. */
export const shardOptions = [
  'ParallelizationFactor',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'BisectBatchOnFunctionError',
  'TumblingWindowInSeconds',
] as const;

/** Options of a mapping that only some types of source take. */
export const sourceOptions = [
  'Topics',
  'Queues',
  'SourceAccessConfigurations',
  'SelfManagedEventSource',
  'AmazonManagedKafkaEventSourceConfig',
  'SelfManagedKafkaEventSourceConfig',
  'DocumentDBEventSourceConfig',
  'ScalingConfig',
  'ProvisionedPollerConfig',
  'LoggingConfig',
  ...shardOptions,
] as const;

export type SourceOption = (typeof sourceOptions)[number];
