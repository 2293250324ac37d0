import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import type { Session } from '../session/session';

export type PutRecord = { shardId: string; sequenceNumber: string };

/** Puts one record; `data` is text, sent as UTF-8. Throws what the SDK throws. */
export async function putRecord(
  session: Session,
  streamArn: string,
  partitionKey: string,
  data: string,
): Promise<PutRecord> {
  const answer = await session
    .client(KinesisClient)
    .send(
      new PutRecordCommand({ StreamARN: streamArn, PartitionKey: partitionKey, Data: new TextEncoder().encode(data) }),
    );
  return { shardId: answer.ShardId ?? '', sequenceNumber: answer.SequenceNumber ?? '' };
}
