import {
  DescribeStreamSummaryCommand,
  GetResourcePolicyCommand,
  KinesisClient,
  type StreamSummary as ListedStream,
  ListStreamConsumersCommand,
  ListStreamsCommand,
  type StreamDescriptionSummary,
} from '@aws-sdk/client-kinesis';
import { arnOf } from '@/lib/wiring/arn';
import type { Read } from '@/lib/wiring/read';
import type { RegisteredConsumer, Stream, StreamSummary } from '@/lib/wiring/resource/kinesis';
import type { Key } from '@/lib/wiring/resource/kms';
import { readKey } from '../kms/read';
import { absent, known, reading, requiredValue } from '../session/reading';
import type { Session } from '../session/session';

/** Every stream of the session's account and Region, a page at a time; after a failed page there is no other. */
export async function* listStreams(session: Session): AsyncGenerator<Read<Stream[]>> {
  let next: string | undefined;
  do {
    const page = await reading(session, 'kinesis:ListStreams', undefined, async () => {
      const answer = await session.client(KinesisClient).send(new ListStreamsCommand({ NextToken: next, Limit: 100 }));
      return { streams: requiredValue(answer.StreamSummaries, 'StreamSummaries'), more: answer };
    });
    if (page.state !== 'known') {
      yield page;
      return;
    }
    yield { ...page, value: page.value.streams.map((stream) => toSource(session, stream)) };
    next = page.value.more.HasMoreStreams ? page.value.more.NextToken : undefined;
  } while (next !== undefined);
}

export async function readSummary(session: Session, arn: string): Promise<Read<StreamSummary>> {
  const read = await readDescription(session, arn);
  return read.state === 'known' ? { ...read, value: toSummary(read.value) } : read;
}

/** What Kinesis answers for a stream or consumer without a policy; other builds of it answer "not found" (wirings §0.4). */
export function isNoPolicy(policy: string): boolean {
  return /^\s*(\{\s*\})?\s*$/.test(policy);
}

/** The resource policy as it is stored. */
export async function readPolicy(session: Session, arn: string): Promise<Read<string>> {
  const read = await reading(session, 'kinesis:GetResourcePolicy', arn, async () => {
    const { Policy } = await session.client(KinesisClient).send(new GetResourcePolicyCommand({ ResourceARN: arn }));
    return requiredValue(Policy, 'Policy');
  });
  return read.state === 'known' && isNoPolicy(read.value) ? absent() : read;
}

/** Registered consumers, each with its policy; not asked for where the summary says that there are none. */
export async function readConsumers(
  session: Session,
  arn: string,
  summary: Read<StreamSummary>,
): Promise<Read<RegisteredConsumer[]>> {
  if (summary.state === 'known' && summary.value.consumers === 0) return { ...summary, value: [] };
  const listed = await reading(session, 'kinesis:ListStreamConsumers', arn, () => listConsumers(session, arn));
  if (listed.state !== 'known') return listed;
  const policies = await Promise.all(listed.value.map((consumer) => readPolicy(session, consumer.arn)));
  const value = listed.value.map((consumer, index) => ({ ...consumer, policy: policies[index] ?? absent() }));
  return { ...listed, value };
}

async function listConsumers(session: Session, arn: string): Promise<Omit<RegisteredConsumer, 'policy'>[]> {
  const consumers: Omit<RegisteredConsumer, 'policy'>[] = [];
  let next: string | undefined;
  do {
    const page = await session
      .client(KinesisClient)
      .send(new ListStreamConsumersCommand({ StreamARN: arn, NextToken: next }));
    for (const consumer of requiredValue(page.Consumers, 'Consumers')) {
      consumers.push({
        is: 'kinesis-consumer',
        arn: consumer.ConsumerARN ?? '',
        name: consumer.ConsumerName ?? '',
        status: consumer.ConsumerStatus ?? '',
        createdAt: consumer.ConsumerCreationTimestamp?.toISOString() ?? null,
      });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return consumers;
}

/** The key a stream is encrypted with; `absent` where it is not encrypted, unread where that is not known. */
export async function readStreamKey(session: Session, summary: Read<StreamSummary>): Promise<Read<Key>> {
  if (summary.state !== 'known') return summary;
  const { encryption } = summary.value;
  return encryption.type === 'NONE' ? absent() : readKey(session, encryption.keyId);
}

/**
 * One stream with its summary, policy, consumers and key. Where the summary may not be read, the list says whether the
 * stream is there and what its status is.
 */
export async function readStream(session: Session, arn: string): Promise<Read<Stream>> {
  const [described, policy] = await Promise.all([readDescription(session, arn), readPolicy(session, arn)]);
  if (described.state === 'absent') return described;
  const summary = described.state === 'known' ? { ...described, value: toSummary(described.value) } : described;
  const [consumers, key] = await Promise.all([readConsumers(session, arn, summary), readStreamKey(session, summary)]);
  const source = described.state === 'known' ? toSource(session, described.value) : await findInList(session, arn);
  // What could not be described and is not listed either cannot be told from what is not there.
  if (source === null) return described as Exclude<typeof described, { state: 'known' }>;
  return known({ ...source, summary, policy, consumers, key });
}

function readDescription(session: Session, arn: string): Promise<Read<StreamDescriptionSummary>> {
  return reading(session, 'kinesis:DescribeStreamSummary', arn, async () => {
    const { StreamDescriptionSummary } = await session
      .client(KinesisClient)
      .send(new DescribeStreamSummaryCommand({ StreamARN: arn }));
    return requiredValue(StreamDescriptionSummary, 'StreamDescriptionSummary');
  });
}

async function findInList(session: Session, arn: string): Promise<Stream | null> {
  for await (const page of listStreams(session)) {
    const found = page.state === 'known' ? page.value.find((source) => source.arn === arn) : undefined;
    if (found) return found;
  }
  return null;
}

function toSource(session: Session, stream: ListedStream | StreamDescriptionSummary): Stream {
  const arn = stream.StreamARN ?? '';
  return {
    is: 'kinesis-stream',
    kind: 'kinesis',
    arn,
    name: stream.StreamName ?? '',
    accountId: arnOf(arn).accountId,
    region: session.region,
    connectionId: session.connection.id,
    status: stream.StreamStatus ?? '',
    mode: stream.StreamModeDetails?.StreamMode ?? 'PROVISIONED',
    createdAt: stream.StreamCreationTimestamp?.toISOString() ?? null,
    summary: { state: 'pending' },
    policy: { state: 'pending' },
    consumers: { state: 'pending' },
    key: { state: 'pending' },
  };
}

function toSummary(stream: StreamDescriptionSummary): StreamSummary {
  return {
    openShards: stream.OpenShardCount ?? 0,
    retentionHours: stream.RetentionPeriodHours ?? 0,
    consumers: stream.ConsumerCount ?? 0,
    encryption: stream.EncryptionType === 'KMS' ? { type: 'KMS', keyId: stream.KeyId ?? '' } : { type: 'NONE' },
  };
}
