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
  'ParallelizationFactor',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'BisectBatchOnFunctionError',
  'TumblingWindowInSeconds',
] as const;

export type SourceOption = (typeof sourceOptions)[number];
