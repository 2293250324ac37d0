import type { ConsumerStatus, StreamStatus } from '@aws-sdk/client-kinesis';
import { stateOf, type World } from '../world';

/** A record as a shard keeps it. `arrivedAt` in epoch milliseconds. */
export type StoredRecord = {
  sequenceNumber: string;
  partitionKey: string;
  data: Uint8Array;
  arrivedAt: number;
  /** The KMS key that it was written under, where the stream was encrypted then. */
  keyArn?: string;
};

/** A shard with its records, oldest first. Closed ones stay readable until their last record has expired. */
export type Shard = {
  id: string;
  index: number;
  parentId?: string;
  adjacentParentId?: string;
  from: bigint;
  to: bigint;
  createdAt: number;
  closedAt?: number;
  records: StoredRecord[];
  /** What was read and written in the current second, against the shard's limits. */
  reads: { second: number; calls: number; paidUntil: number };
  writes: { second: number; records: number; bytes: number };
};

/** A registered consumer as its stream keeps it. */
export type Consumer = {
  name: string;
  /** Ends with the second it was registered in: registered anew it is another one. */
  arn: string;
  /** Epoch milliseconds of a whole second, the one in the ARN. */
  createdAt: number;
  /** A change under way. Once `until` has passed the consumer is ACTIVE, or gone if it was being deregistered. */
  change?: { status: Exclude<ConsumerStatus, 'ACTIVE'>; until: number };
  tags: Record<string, string>;
  /** As stored: role ARNs replaced by the unique ids of the roles. */
  policy?: string;
};

/** From when on records are written under which key: as it was given, `null` for none. */
export type KeyChange = { keyId: string | null; askedAt: number; from: number };

/** A data stream as its owner's account keeps it. Times are epoch milliseconds. */
export type Stream = {
  name: string;
  arn: string;
  accountId: string;
  region: string;
  createdAt: number;
  /** A change under way. Once `until` has passed the stream is ACTIVE, or gone if it was being deleted. */
  change?: { status: Exclude<StreamStatus, 'ACTIVE'>; until: number };
  mode: 'PROVISIONED' | 'ON_DEMAND';
  shards: Shard[];
  retentionHours: number;
  tags: Record<string, string>;
  /** By name. */
  consumers: Map<string, Consumer>;
  /** As stored: role ARNs replaced by the unique ids of the roles. */
  policy?: string;
  /** Oldest first; only what still counts. */
  keyChanges: KeyChange[];
  /** Counts records over all shards: part of their sequence numbers. */
  recordsPut: number;
};

export type KinesisState = {
  streams: Map<string, Stream>;
  /** The second in which a consumer was last registered, by its ARN without one: kept when stream and consumer go. */
  lastRegistered: Map<string, number>;
};

export function kinesisState(world: World, accountId: string, region: string): KinesisState {
  return stateOf(world, 'kinesis', accountId, region, () => ({ streams: new Map(), lastRegistered: new Map() }));
}
