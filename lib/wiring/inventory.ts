import type { CodeOf } from '@/lib/messages/message-key';
import type { Read } from './read';
import type { Said } from './said';

/** A Kinesis data stream as the producer's account shows it. */
export type Source = {
  kind: 'kinesis';
  arn: string;
  name: string;
  accountId: string;
  region: string;
  connectionId: string;
  /** As AWS says it: CREATING, ACTIVE, UPDATING, DELETING. */
  status: string;
  mode: 'PROVISIONED' | 'ON_DEMAND' | string;
  createdAt: string | null;
  summary: Read<SourceSummary>;
  /** The resource policy's text, as it is stored. `absent` when there is none. */
  policy: Read<string>;
  /** Enhanced fan-out consumers, each with a policy of its own. */
  consumers: Read<RegisteredConsumer[]>;
  /** The key it is encrypted with; `absent` when it is not encrypted. */
  key: Read<StreamKey>;
};

/** An enhanced fan-out consumer of a stream. Registered again under its name it has another ARN (wirings §0.2). */
export type RegisteredConsumer = {
  arn: string;
  name: string;
  /** As AWS says it: CREATING, ACTIVE, DELETING. */
  status: string;
  createdAt: string | null;
  /** `absent` when there is none. */
  policy: Read<string>;
};

/** A KMS key, however the stream named it: by id, ARN or alias. */
export type StreamKey = {
  arn: string;
  /** Who manages it: a key that AWS manages can never be shared. */
  manager: 'AWS' | 'CUSTOMER' | string;
  /** As AWS says it: Enabled, Disabled, PendingDeletion… */
  state: string;
  deletionDate: string | null;
  policy: Read<string>;
  grants: Read<KeyGrant[]>;
};

export type KeyGrant = {
  id: string;
  name: string | null;
  granteePrincipal: string;
  /** `Decrypt`, `GenerateDataKey` … */
  operations: string[];
  /** The encryption context that a request must have for the grant to hold; empty when any will do. */
  encryptionContext: Record<string, string>;
};

export type SourceSummary = {
  openShards: number;
  retentionHours: number;
  consumers: number;
  encryption: { type: 'NONE' } | { type: 'KMS'; keyId: string };
};

export type LambdaFunction = {
  arn: string;
  name: string;
  accountId: string;
  region: string;
  connectionId: string;
  roleArn: string;
  runtime: string | null;
  timeoutSeconds: number | null;
  logGroup: string;
  lastModified: string | null;
};

/** An event source mapping. `state`, `lastProcessingResult` and `stateTransitionReason` are AWS's words. */
export type Mapping = {
  uuid: string;
  arn: string;
  region: string;
  accountId: string;
  connectionId: string;
  sourceArn: string;
  functionArn: string;
  state: string;
  stateTransitionReason: string | null;
  lastProcessingResult: string | null;
  lastModified: string | null;
  settings: MappingSettings;
};

/** Every option of a mapping that applies to Kinesis (domain: event-source-mapping §1). */
export type MappingSettings = {
  enabled: boolean;
  batchSize: number;
  batchingWindowSeconds: number;
  parallelizationFactor: number;
  startingPosition: 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP';
  /** ISO time, with AT_TIMESTAMP. */
  startingPositionTimestamp: string | null;
  maximumRecordAgeSeconds: number;
  maximumRetryAttempts: number;
  bisectBatchOnFunctionError: boolean;
  reportBatchItemFailures: boolean;
  tumblingWindowSeconds: number;
  onFailureDestinationArn: string | null;
  /** Filter patterns, each a JSON text. */
  filters: string[];
  metrics: 'EventCount'[];
};

export type Half = 'producer' | 'consumer';

/** Why a wire has its status. */
export type StatusCode = CodeOf<'status'>;

/** Worst first. `half`: granted but unread, or mapped but ungranted. */
export type WireStatus = 'broken' | 'failing' | 'half' | 'changing' | 'unknown' | 'paused' | 'idle' | 'flowing';

export type Wire = {
  /** Stable: made from the kind and what it joins. */
  id: string;
  kind: string;
  region: string;
  /** The stream. */
  sourceArn: string;
  /** The registered consumer it reads through, where its kind has one. */
  consumerName: string | null;
  /** The function, or for a grant that nobody reads with, the role. */
  readerArn: string;
  functionArn: string | null;
  roleArn: string | null;
  producer: { accountId: string; connectionId: string | null };
  consumer: { accountId: string; connectionId: string | null };
  mapping: Mapping | null;
  /** `whole`, `granted-unread` (a policy names a role, no mapping reads), `mapped-ungranted`. */
  shape: 'whole' | 'granted-unread' | 'mapped-ungranted';
  status: WireStatus;
  /** Why this status, and the same in words: `status.<code>`; AWS's words stay in `mapping`. */
  code: StatusCode;
  because: Said;
  /** When Tributary first saw this status and result, ISO. */
  since: string | null;
};

/** One list of one account and Region; `at` when it was read. */
export type ListRead = {
  connectionId: string;
  accountId: string;
  region: string;
  list: 'streams' | 'functions' | 'mappings';
  read: Read<number>;
};

export type Inventory = {
  sources: Source[];
  functions: LambdaFunction[];
  mappings: Mapping[];
  wires: Wire[];
  reads: ListRead[];
};

/**
 * What `GET /api/inventory` sends as Server-Sent Events: things as they are read, then `done`. Each piece holds only
 * what the reader was not sent before, and what is `gone`, by ARN or wire id. A `whole` inventory was sent from the
 * beginning; by the name `next` only what changes from now on can be asked for. `pending` parts of streams (a summary with
 * consumers and key, or a policy) are still being read then: who asks again is sent them.
 */
export type InventoryPiece =
  | { piece: 'sources'; connectionId: string; region: string; sources: Source[]; read: ListRead }
  | { piece: 'functions'; connectionId: string; region: string; functions: LambdaFunction[]; read: ListRead }
  | { piece: 'mappings'; connectionId: string; region: string; mappings: Mapping[]; read: ListRead }
  | { piece: 'source'; source: Source }
  | { piece: 'wires'; wires: Wire[]; gone: string[] }
  | { piece: 'done'; whole: boolean; gone: string[]; next: string; pending: number };
