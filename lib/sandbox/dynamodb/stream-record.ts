import { createHash } from 'node:crypto';
import type { _Record as RecordAnswer } from '@aws-sdk/client-dynamodb-streams';
import type { Call } from '../service';
import { equal, type Item, itemBytes } from './attribute-value';
import type { ChangeRecord, Table, TableStream } from './dynamodb-state';
import { isOn, nextSequenceNumber, openShard, streamByArn } from './stream-life';

/** Tells the table's stream, where it has one, of a change. What changes nothing leaves no record. */
export function recordChange(
  table: Table,
  keys: Item,
  before: Item | undefined,
  after: Item | undefined,
  call: Call,
): void {
  const now = call.clock.now();
  const arn = table.latestStreamArn;
  const stream = arn === undefined ? undefined : streamByArn(call.world, { ...table, arn }, now);
  const shard = stream && isOn(stream) ? openShard(stream) : undefined;
  if (!stream || !shard || equal(before && { M: before }, after && { M: after })) return;
  const sequenceNumber = nextSequenceNumber(stream);
  const images = imagesFor(stream, before, after);
  shard.records.push({
    eventId: createHash('md5').update(`${stream.arn} ${sequenceNumber}`).digest('hex'),
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    sequenceNumber,
    at: now,
    keys,
    ...images,
    bytes: [keys, ...Object.values(images)].reduce((sum, item) => sum + itemBytes(item), 0),
  });
}

/** A record as GetRecords answers it. */
export function recordAnswer(record: ChangeRecord, stream: TableStream): RecordAnswer {
  return {
    eventID: record.eventId,
    eventName: record.eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: stream.region,
    dynamodb: {
      ApproximateCreationDateTime: new Date(Math.floor(record.at / 1000) * 1000),
      Keys: record.keys,
      NewImage: record.newImage,
      OldImage: record.oldImage,
      SequenceNumber: record.sequenceNumber,
      SizeBytes: record.bytes,
      StreamViewType: stream.viewType,
    },
  };
}

function imagesFor({ viewType }: TableStream, before: Item | undefined, after: Item | undefined) {
  const isNew = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES';
  const isOld = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES';
  return { ...(isNew && after ? { newImage: after } : {}), ...(isOld && before ? { oldImage: before } : {}) };
}
