import type { _Record as RecordAnswer } from '@aws-sdk/client-dynamodb-streams';
import type { WindowPart } from '../../lambda/event-source';
import { type ExactJson, parseExactJson } from '../../lambda/exact-json';
import type { FunctionRecord, MappingRecord, StreamRecord } from '../../lambda/lambda-state';
import { instant, windowFields } from '../../lambda/window-fields';
import { itemToJson } from '../attribute-value';

/** A record on its way to a function: `data` is what the event says of it, as JSON, its fields in AWS's order. */
export function streamRecord(record: RecordAnswer, shardId: string): StreamRecord {
  const { eventID, eventName, eventVersion, eventSource, awsRegion, dynamodb = {} } = record;
  const createdAt = dynamodb.ApproximateCreationDateTime?.getTime() ?? 0;
  const keys = itemToJson(dynamodb.Keys ?? {});
  const said = {
    eventID,
    eventName,
    eventVersion,
    eventSource,
    awsRegion,
    dynamodb: {
      ApproximateCreationDateTime: createdAt / 1000,
      Keys: keys,
      ...(dynamodb.NewImage ? { NewImage: itemToJson(dynamodb.NewImage) } : {}),
      ...(dynamodb.OldImage ? { OldImage: itemToJson(dynamodb.OldImage) } : {}),
      SequenceNumber: dynamodb.SequenceNumber,
      SizeBytes: dynamodb.SizeBytes,
      StreamViewType: dynamodb.StreamViewType,
    },
  };
  return {
    shardId,
    sequenceNumber: dynamodb.SequenceNumber ?? '',
    partitionKey: JSON.stringify(keys),
    data: Buffer.from(JSON.stringify(said)),
    arrivedAt: createdAt,
  };
}

/** The event that a mapping hands to its function, as JSON. */
export function event(
  mapping: MappingRecord,
  _: FunctionRecord,
  records: readonly StreamRecord[],
  part: WindowPart | null,
): string {
  return JSON.stringify({
    Records: records.map(({ data }) => ({ ...JSON.parse(textOf(data)), eventSourceARN: mapping.sourceArn })),
    ...(part ? windowFields(part, mapping) : {}),
  });
}

/** About what a record takes in the event's JSON, in bytes. */
export function eventBytes(record: StreamRecord): number {
  return record.data.length + 120;
}

/** A record as a filter sees it: as the function does. */
export function filtered(record: StreamRecord): ExactJson {
  return parseExactJson(textOf(record.data));
}

/** What AWS tells of a batch that was given up. */
export function batchInfo(mapping: MappingRecord, shardId: string, records: readonly StreamRecord[]) {
  const [first, last] = [records[0], records.at(-1)];
  return {
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: instant(first?.arrivedAt ?? 0),
      approximateArrivalOfLastRecord: instant(last?.arrivedAt ?? 0),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  };
}

function textOf(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}
