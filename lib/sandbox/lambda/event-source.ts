import type { EventSourcePosition } from '@aws-sdk/client-lambda';
import type { Clock } from '../clock';
import type { Fault } from '../service';
import type { World } from '../world';
import type { ExactJson } from './exact-json';
import type { RoleSession } from './execution-role';
import type { Batch, FunctionRecord, MappingRecord, ShardPosition, StreamRecord, WindowState } from './lambda-state';
import type { SourceOption } from './source-options';

/** One poll of a mapping: the mapping, its source, its function as it is now, and the role that reads for it. */
export type Poll = {
  world: World;
  clock: Clock;
  accountId: string;
  region: string;
  mapping: MappingRecord;
  source: EventSource;
  record: FunctionRecord;
  role: RoleSession;
};

/** What a tumbling window adds to an event. */
export type WindowPart = { window: WindowState; shardId: string; final: boolean };

/** What a mapping reads from, of one type: entered in `event-sources.ts`. */
export type EventSource = {
  /** The ARNs of this type. */
  arn: RegExp;
  options: readonly SourceOption[];
  startingPositions: readonly EventSourcePosition[];
  /** Faults of its own that the next poll gets over. */
  passing: readonly string[];
  /** What Lambda says when there is no such source, and when the execution role may not read it. */
  notFound(arn: string): string;
  cannotAccess(arn: string): string;
  /**
   * Tries whether the role could read, as Lambda does before it takes a mapping.
   * @throws Fault as the source answers the role
   */
  open(role: RoleSession, arn: string): Promise<void>;
  /**
   * Keeps the mapping's shards in step with the source, now and then.
   * @throws Fault as the source answers the role
   */
  refresh(poll: Poll): Promise<void>;
  /** Reads on in a shard. @throws Fault as the source answers the role */
  read(poll: Poll, position: ShardPosition): Promise<StreamRecord[]>;
  /** Before a batch is tried again, where that takes another look. @throws Fault as the source answers the role */
  reread?(poll: Poll, position: ShardPosition, batch: Batch): Promise<void>;
  /** Ends what a mapping has open: it is paused, changed or gone. */
  close?(mapping: MappingRecord): void;
  /** What `LastProcessingResult` says, after `PROBLEM: `, of a source that answered the role with this. */
  problem(fault: Fault, arn: string): string;
  /** The event that a function is handed, as JSON, fields in the order that AWS has them. */
  event(
    mapping: MappingRecord,
    record: FunctionRecord,
    records: readonly StreamRecord[],
    part: WindowPart | null,
  ): string;
  /** About what a record takes in the event's JSON, in bytes. */
  eventBytes(record: StreamRecord): number;
  /** A record as filter patterns see it. */
  filtered(record: StreamRecord): ExactJson;
  /** What tells of a batch that is given up, in the message to the on-failure destination. */
  batchInfo(mapping: MappingRecord, shardId: string, records: readonly StreamRecord[]): Record<string, unknown>;
};
