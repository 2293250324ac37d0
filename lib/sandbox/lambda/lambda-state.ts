import type { CreateEventSourceMappingRequest, EventSourcePosition, Runtime } from '@aws-sdk/client-lambda';
import { stateOf, type World } from '../world';

/** A function as uploaded and configured. Times are epoch milliseconds. */
export type FunctionRecord = {
  name: string;
  arn: string;
  description: string;
  role: string;
  handler: string;
  runtime: Runtime;
  memoryMb: number;
  timeoutSeconds: number;
  environment: Record<string, string>;
  logGroup: string;
  zip: Uint8Array;
  codeSha256: string;
  /** Changes with every change of code or configuration, so that a warm process of an older one is not used. */
  revision: string;
  modifiedAt: number;
  /** `State` is Pending until then. */
  activeAt: number;
  /** `LastUpdateStatus` is InProgress until then. */
  updatedAt: number;
  reservedConcurrency: number | null;
  tags: Record<string, string>;
};

/** A record of a stream on its way to a function. */
export type StreamRecord = {
  shardId: string;
  sequenceNumber: string;
  partitionKey: string;
  data: Uint8Array;
  /** Epoch milliseconds. */
  arrivedAt: number;
};

/** Tumbling window: start and end in epoch milliseconds, and what the function last returned as `state`. */
export type WindowState = { start: number; end: number; state: Record<string, unknown> };

/** Records that go to the function in one call. `attempts` counts only calls that count against the retry limit. */
export type Batch = {
  records: StreamRecord[];
  attempts: number;
  /** Calls in a row that failed for whatever reason: what the waiting time grows with. */
  failures: number;
  notBefore: number;
  /** The last call of a tumbling window, without records. */
  closesWindow: boolean;
};

/** One of a shard's parallel ways to the function. Records of one partition key keep to one lane. */
export type Lane = {
  /** Batches cut already, failed ones first. */
  work: Batch[];
  buffer: StreamRecord[];
  /** When the first record came into the buffer. */
  bufferedAt: number;
  window: WindowState | null;
};

export type ShardPosition = {
  shardId: string;
  parents: string[];
  /** Where reading starts while no record has been read; `timestamp` goes with AT_TIMESTAMP. */
  start: { type: EventSourcePosition; timestamp: number | null };
  iterator: string | null;
  /** The last record read. `null` before the first. */
  sequenceNumber: string | null;
  /** No record will come after what was read. */
  exhausted: boolean;
  lanes: Lane[];
};

/** What would have gone to the on-failure destination, as AWS words it. */
type FailureRecord = { deliveredAt: number; destination: string; body: Record<string, unknown> };

export type MappingSettings = Required<
  Pick<
    CreateEventSourceMappingRequest,
    | 'BatchSize'
    | 'MaximumBatchingWindowInSeconds'
    | 'ParallelizationFactor'
    | 'MaximumRecordAgeInSeconds'
    | 'MaximumRetryAttempts'
    | 'BisectBatchOnFunctionError'
    | 'TumblingWindowInSeconds'
  >
> & {
  filters: string[];
  destination: string | null;
  reportBatchItemFailures: boolean;
  eventCount: boolean;
};

export type MappingRecord = {
  uuid: string;
  arn: string;
  sourceArn: string;
  functionArn: string;
  startingPosition: EventSourcePosition;
  startingTimestamp: number | null;
  settings: MappingSettings;
  enabled: boolean;
  /** The state on the way, until `until`; `null` when settled. */
  transition: { state: 'Creating' | 'Enabling' | 'Disabling' | 'Updating' | 'Deleting'; until: number } | null;
  lastProcessingResult: string;
  modifiedAt: number;
  tags: Record<string, string>;
  shards: Map<string, ShardPosition>;
  shardsListedAt: number;
  /** How long the stream keeps a record: no longer is it tried. */
  retentionHours: number;
  polledAt: number;
  failureRecords: FailureRecord[];
};

export type LambdaState = { functions: Map<string, FunctionRecord>; mappings: Map<string, MappingRecord> };

/** The functions and mappings of one account and Region. */
export function lambdaState(world: World, accountId: string, region: string): LambdaState {
  return stateOf<LambdaState>(world, 'lambda', accountId, region, () => ({
    functions: new Map(),
    mappings: new Map(),
  }));
}
