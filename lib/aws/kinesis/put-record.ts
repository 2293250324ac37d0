import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import type { TestPut } from '../test-record';

/** Puts one record; its data is text, sent as UTF-8. */
export const putRecord: TestPut = {
  action: 'kinesis:PutRecord',
  id: 'sequenceNumber',
  async put(session, streamArn, { partitionKey, data }) {
    const Data = new TextEncoder().encode(data);
    const command = new PutRecordCommand({ StreamARN: streamArn, PartitionKey: partitionKey, Data });
    const answer = await session.client(KinesisClient).send(command);
    return { shardId: answer.ShardId ?? '', sequenceNumber: answer.SequenceNumber ?? '' };
  },
};
