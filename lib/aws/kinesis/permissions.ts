import { key } from '../kms/things';
import type { Permissions } from '../permission';
import { consumer, stream } from './things';

export const permissions = {
  reads: [
    { action: 'kinesis:ListStreams', on: '*', group: 'Lists' },
    { action: 'kinesis:DescribeStreamSummary', on: stream, group: 'Streams' },
    { action: 'kinesis:GetResourcePolicy', on: stream, group: 'Streams' },
    { action: 'kinesis:ListStreamConsumers', on: stream, group: 'Streams' },
    { action: 'kinesis:DescribeStreamConsumer', on: consumer, group: 'Streams' },
  ],
  writes: [
    { action: 'kinesis:PutResourcePolicy', on: stream, group: 'ShareStreams' },
    { action: 'kinesis:DeleteResourcePolicy', on: stream, group: 'ShareStreams' },
    { action: 'kinesis:RegisterStreamConsumer', on: stream, group: 'ShareStreams' },
    { action: 'kinesis:DeregisterStreamConsumer', on: stream, group: 'ShareStreams' },
    { action: 'kinesis:PutRecord', on: stream, group: 'ShareStreams' },
    {
      // A test record on an encrypted stream needs a data key: through Kinesis, and in no other way.
      action: 'kms:GenerateDataKey',
      on: key,
      group: 'TestRecords',
      condition: { StringLike: { 'kms:ViaService': 'kinesis.*' } },
      indirect: true,
    },
  ],
  never: { records: ['kinesis:GetRecords', 'kinesis:SubscribeToShard'] },
} as const satisfies Permissions;
