import type {
  AttributeDefinition,
  BillingMode,
  KeySchemaElement,
  StreamViewType,
  TableClass,
} from '@aws-sdk/client-dynamodb';
import type { Propagating } from '../iam/propagation';
import { stateOf, type World } from '../world';
import type { Item } from './attribute-value';

/** A policy as stored: role ARNs replaced by the unique ids of the roles. */
export type PolicyText = { text: string; revisionId: string };

/** The policy of a table or a stream. */
export type ResourcePolicy = {
  current: PolicyText | null;
  /** As requests meet it: a change takes a while to arrive. */
  effective: Propagating<PolicyText | null>;
  /** Until then no further change is taken. */
  blockedUntil: number;
};

/** A table as its owner's account keeps it. Times are epoch milliseconds. */
export type Table = {
  name: string;
  arn: string;
  id: string;
  accountId: string;
  region: string;
  createdAt: number;
  /** A change under way. Once `until` has passed the table is ACTIVE, or gone if it was being deleted. */
  change?: { status: 'CREATING' | 'UPDATING' | 'DELETING'; until: number };
  attributes: AttributeDefinition[];
  keySchema: KeySchemaElement[];
  billing: { mode: BillingMode; onDemandSince?: number; read: number; write: number };
  tableClass?: TableClass;
  deletionProtection: boolean;
  tags: Record<string, string>;
  /** The ARN of the key in KMS that it is encrypted under; `null` for the key that AWS owns. */
  keyArn: string | null;
  /** By the text of their keys. */
  items: Map<string, Item>;
  /** Of the stream that was switched on last, whether it still is or not. */
  latestStreamArn?: string;
  policy: ResourcePolicy;
};

/** One change of an item, as a stream keeps it. */
export type ChangeRecord = {
  eventId: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  sequenceNumber: string;
  at: number;
  keys: Item;
  newImage?: Item;
  oldImage?: Item;
  bytes: number;
};

/** A shard with its records, oldest first. After some hours it is closed and another one follows. */
export type Shard = {
  id: string;
  parentId?: string;
  /** The sequence number before its first record. */
  before: string;
  createdAt: number;
  closed?: { at: number; lastSequenceNumber: string };
  /** The last record that is gone because of its age. */
  trimmedTo?: string;
  records: ChangeRecord[];
  /** Who read it last and when, by the ARN of who asked. */
  readers: Map<string, number>;
};

/** A stream of a table: it outlives being switched off, and its table, by a day. */
export type TableStream = {
  arn: string;
  label: string;
  tableName: string;
  accountId: string;
  region: string;
  createdAt: number;
  viewType: StreamViewType;
  keySchema: KeySchemaElement[];
  /** ENABLING until then. */
  enabledAt: number;
  /** Switched off: DISABLING until then. */
  disabledAt?: number;
  keyArn: string | null;
  shards: Shard[];
  /** The sequence number of the last record in any shard. */
  lastSequenceNumber: string;
  policy: ResourcePolicy;
};

export type DynamoState = {
  tables: Map<string, Table>;
  /** By ARN. */
  streams: Map<string, TableStream>;
  /** Transactions that were done lately, by the token of their client: asked for once more they are not done twice. */
  transactions: Map<string, { at: number; asked: string }>;
};

export function dynamoState(world: World, accountId: string, region: string): DynamoState {
  return stateOf(world, 'dynamodb', accountId, region, () => ({
    tables: new Map(),
    streams: new Map(),
    transactions: new Map(),
  }));
}
