import type { _Record as RecordAnswer } from '@aws-sdk/client-kinesis';
import type { StreamRecord } from '../../lambda/lambda-state';

/** A record as Kinesis answers it, for a mapping. */
export function streamRecord(record: RecordAnswer, shardId: string): StreamRecord {
  return {
    shardId,
    sequenceNumber: record.SequenceNumber ?? '',
    partitionKey: record.PartitionKey ?? '',
    data: record.Data ?? new Uint8Array(),
    arrivedAt: record.ApproximateArrivalTimestamp?.getTime() ?? 0,
  };
}
