import type { GetShardIteratorOutput } from '@aws-sdk/client-kinesis';
import type { Batch, ShardPosition } from './lambda-state';
import type { Poll } from './polled-mapping';
import { isConsumer, streamOf } from './source-arn';

/**
 * What was pushed to a registered consumer is pushed once: before a batch is tried again Lambda reads it from the
 * stream, as the role, like a mapping that shares the stream's throughput.
 * @throws Fault as Kinesis answers the role
 */
export async function rereadBatch({ role, mapping }: Poll, position: ShardPosition, batch: Batch): Promise<void> {
  const first = batch.records[0];
  if (!first || batch.failures === 0 || !isConsumer(mapping.sourceArn)) return;
  const StreamARN = streamOf(mapping.sourceArn);
  const { ShardIterator } = (await role.call('kinesis', 'GetShardIterator', {
    StreamARN,
    ShardId: position.shardId,
    ShardIteratorType: 'AT_SEQUENCE_NUMBER',
    StartingSequenceNumber: first.sequenceNumber,
  })) as GetShardIteratorOutput;
  await role.call('kinesis', 'GetRecords', { StreamARN, ShardIterator, Limit: batch.records.length });
}
