import type { WindowPart } from '../../lambda/event-source';
import { type ExactJson, isObject, parseExactJson } from '../../lambda/exact-json';
import type { FunctionRecord, MappingRecord, StreamRecord } from '../../lambda/lambda-state';
import { windowFields } from '../../lambda/window-fields';

/** The event that a mapping hands to its function, as JSON, fields in the order that AWS has them. */
export function event(
  mapping: MappingRecord,
  record: FunctionRecord,
  records: readonly StreamRecord[],
  part: WindowPart | null,
): string {
  return JSON.stringify({
    Records: records.map((each) => eventRecord(each, mapping, record)),
    ...(part ? windowFields(part, mapping) : {}),
  });
}

/** About what a record takes in the event's JSON, in bytes. */
export function eventBytes(record: StreamRecord): number {
  return Math.ceil(record.data.length / 3) * 4 + record.partitionKey.length + 600;
}

/** A record as a filter sees it: `data` decoded, as JSON where it is JSON, beside the record's own fields. */
export function filtered(record: StreamRecord): ExactJson {
  return {
    kinesisSchemaVersion: '1.0',
    partitionKey: record.partitionKey,
    sequenceNumber: record.sequenceNumber,
    data: decoded(record.data),
  };
}

/** What AWS tells of a batch that was given up. */
export function batchInfo(mapping: MappingRecord, shardId: string, records: readonly StreamRecord[]) {
  const [first, last] = [records[0], records.at(-1)];
  return {
    KinesisBatchInfo: {
      shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: new Date(first?.arrivedAt ?? 0).toISOString(),
      approximateArrivalOfLastRecord: new Date(last?.arrivedAt ?? 0).toISOString(),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  };
}

function decoded(data: Uint8Array): ExactJson {
  const text = new TextDecoder().decode(data);
  try {
    const parsed = parseExactJson(text);
    return isObject(parsed) ? parsed : text;
  } catch {
    return text;
  }
}

function eventRecord(each: StreamRecord, mapping: MappingRecord, record: FunctionRecord) {
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: each.partitionKey,
      sequenceNumber: each.sequenceNumber,
      data: Buffer.from(each.data).toString('base64'),
      approximateArrivalTimestamp: each.arrivedAt / 1000,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${each.shardId}:${each.sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: record.role,
    awsRegion: mapping.sourceArn.split(':')[3],
    eventSourceARN: mapping.sourceArn,
  };
}
