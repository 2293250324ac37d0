import type { RegisteredConsumer, Stream } from '@/lib/wiring/resource/kinesis';
import { isConsumerName } from '@/lib/wiring/resource/kinesis-arn';
import { encryptionOf } from '@/lib/wiring/resource/stream-encryption';
import type { Drawing } from './drawing';
import { ConsumerChoice } from './kinesis/consumer-choice';
import { ConsumerFact } from './kinesis/consumer-fact';
import { ConsumerPolicy } from './kinesis/consumer-policy';
import { SharingChip } from './kinesis/sharing-chip';
import { StreamEncryption } from './kinesis/stream-encryption';
import { StreamFacts, StreamKeyFact, StreamPolicy } from './kinesis/stream-facts';
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
  label: 'board.fact.stream',
  found: ({ status, mode }) => [status, mode],
  remark: ({ status, mode }) => `${status} · ${mode}`,
  stops: (source) => (encryptionOf(source).state === 'aws-managed' ? 'wizard.encryption.stops' : null),
  policyApis: {
    write: { service: 'kinesis', operation: 'PutResourcePolicy' },
    read: { service: 'kinesis', operation: 'GetResourcePolicy' },
  },
  Line: StreamLine,
  Chip: SharingChip,
  Notice: StreamEncryption,
  what: 'source',
  reads: ({ summary, policy, key }) => [
    ['summary', summary],
    ['policy', policy],
    // What could not be described because of the summary is said once; a key that was read is a part of its own.
    ...(summary.state === 'known' && key.state !== 'known' ? ([['key', key]] as const) : []),
  ],
  Facts: StreamFacts,
  LastFacts: StreamKeyFact,
  Policies: StreamPolicy,
  policiesTitle: 'wire.policies.resource',
};

const consumer: Drawing<RegisteredConsumer> = {
  label: 'board.fact.consumer',
  through: (consumer) => ({ key: 'board.through', values: { consumer } }),
  what: 'consumers',
  reads: ({ policy }) => [['consumer-policy', policy]],
  others: 'rivals',
  Facts: ConsumerFact,
  Policies: ConsumerPolicy,
};

export const drawings = { 'kinesis-stream': stream, 'kinesis-consumer': consumer };

const named: Question = {
  parameter: 'consumerName',
  step: 'source',
  names: 'kinesis-consumer',
  isGood: isConsumerName,
  Control: ConsumerChoice,
};

export const questions = { consumerName: named };
