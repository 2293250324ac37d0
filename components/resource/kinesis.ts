import type { RegisteredConsumer, Stream } from '@/lib/wiring/resource/kinesis';
import { isConsumerName } from '@/lib/wiring/resource/kinesis-arn';
import { encryptionOf } from '@/lib/wiring/resource/stream-encryption';
import type { Drawing } from './drawing';
import { isPartitionKey, RecordKey } from './kinesis/record-key';
import { SharingChip } from './kinesis/sharing-chip';
import { StreamLine } from './kinesis/stream-line';
import type { Question } from './question';

const stream: Drawing<Stream> = {
  icon: {
    title: 'stream',
    paths: [
      'M2 4.5c2 0 2 1 4 1s2-1 4-1 2 1 4 1',
      'M2 8c2 0 2 1 4 1s2-1 4-1 2 1 4 1',
      'M2 11.500c2 0 2 1 4 1s2-1 4-1 2 1 4 1',
    ],
  },
  listed: {
    name: 'board.list.streams',
    reading: 'wizard.listing.streams',
    none: 'board.withoutStreams',
    unwired: 'board.unwiredStreams',
  },
  asked: 'kinesis-stream',
  source: {
    connect: 'board.connectStream',
    connectNamed: 'board.connectStreamNamed',
    copied: 'board.streamCopied',
  },
  pattern: '{"data": {"type": ["order"]}}',
  label: 'board.fact.stream',
  found: ({ status, mode }) => [status, mode],
  remark: ({ status, mode }) => `${status} · ${mode}`,
  stops: (source) => (encryptionOf(source).state === 'aws-managed' ? 'wizard.encryption.stops' : null),
  policyApis: {
    write: { service: 'kinesis', operation: 'PutResourcePolicy' },
    read: { service: 'kinesis', operation: 'GetResourcePolicy' },
  },
  testing: { words: 'kinesis-stream', notJson: 'trace.not-json', isKey: isPartitionKey, Record: RecordKey },
  Line: StreamLine,
  Chip: SharingChip,
};

const consumer: Drawing<RegisteredConsumer> = {
  label: 'board.fact.consumer',
  through: (consumer) => ({ key: 'board.through', values: { consumer } }),
};

export const drawings = { 'kinesis-stream': stream, 'kinesis-consumer': consumer };

const named: Question = {
  parameter: 'consumerName',
  step: 'source',
  names: 'kinesis-consumer',
  isGood: isConsumerName,
};

export const questions = { consumerName: named };
