import type { FunctionRecord, MappingRecord, StreamRecord, WindowState } from './lambda-state';

/** What a tumbling window adds to an event. */
export type WindowPart = { window: WindowState; shardId: string; final: boolean };

/** The event that a mapping hands to its function, as JSON, fields in the order that AWS has them. */
export function kinesisEvent(
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

function windowFields({ window, shardId, final }: WindowPart, mapping: MappingRecord) {
  return {
    window: { start: instant(window.start), end: instant(window.end) },
    state: window.state,
    shardId,
    eventSourceARN: mapping.sourceArn,
    isFinalInvokeForWindow: final,
    isWindowTerminatedEarly: false,
  };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
