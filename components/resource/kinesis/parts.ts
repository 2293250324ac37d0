import type { RegisteredConsumer, Stream } from '@/lib/wiring/resource/kinesis';
import type { PartDrawing } from '../part-drawing';
import { ConsumerFact } from './consumer-fact';
import { ConsumerPolicy } from './consumer-policy';
import { StreamFacts, StreamKeyFact, StreamPolicy } from './stream-facts';

const stream: PartDrawing<Stream> = {
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

const consumer: PartDrawing<RegisteredConsumer> = {
  what: 'consumers',
  reads: ({ policy }) => [['consumer-policy', policy]],
  others: 'rivals',
  Facts: ConsumerFact,
  Policies: ConsumerPolicy,
};

export const parts = { 'kinesis-stream': stream, 'kinesis-consumer': consumer };
