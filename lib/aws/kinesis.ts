import {
  DescribeStreamSummaryCommand,
  GetResourcePolicyCommand,
  ListStreamsCommand,
  type StreamDescriptionSummary,
  type StreamSummary,
} from '@aws-sdk/client-kinesis';
import { arnOf } from '@/lib/wiring/arn';
import type { Source, SourceSummary } from '@/lib/wiring/inventory';
import type { Read } from '@/lib/wiring/read';
import { absent, known, reading, required } from './reading';
import type { Session } from './session';

/** Every stream of the session's account and Region, a page at a time; after a failed page there is no other. */
export async function* listStreams(session: Session): AsyncGenerator<Read<Source[]>> {
  let next: string | undefined;
  do {
    const page = await reading(session, 'kinesis:ListStreams', undefined, async () => {
      const answer = await session.kinesis.send(new ListStreamsCommand({ NextToken: next, Limit: 100 }));
      return { streams: required(answer.StreamSummaries, 'StreamSummaries'), more: answer };
    });
    if (page.state !== 'known') {
      yield page;
      return;
    }
    yield { ...page, value: page.value.streams.map((stream) => toSource(session, stream)) };
    next = page.value.more.HasMoreStreams ? page.value.more.NextToken : undefined;
  } while (next !== undefined);
}

export async function readSummary(session: Session, arn: string): Promise<Read<SourceSummary>> {
  const read = await readDescription(session, arn);
  return read.state === 'known' ? { ...read, value: toSummary(read.value) } : read;
}

/** The resource policy as it is stored. AWS answers `{}` for a stream that has none; other tools say it is not found. */
export async function readPolicy(session: Session, arn: string): Promise<Read<string>> {
  const read = await reading(session, 'kinesis:GetResourcePolicy', arn, async () => {
    const { Policy } = await session.kinesis.send(new GetResourcePolicyCommand({ ResourceARN: arn }));
    return required(Policy, 'Policy');
  });
  return read.state === 'known' && /^\s*(\{\s*\})?\s*$/.test(read.value) ? absent() : read;
}

/**
 * One stream with its summary and policy. Where the summary may not be read, the list says whether the stream is there
 * and what its status is.
 */
export async function readStream(session: Session, arn: string): Promise<Read<Source>> {
  const [described, policy] = await Promise.all([readDescription(session, arn), readPolicy(session, arn)]);
  if (described.state === 'absent') return described;
  if (described.state === 'known') {
    const source = toSource(session, described.value);
    return known({ ...source, summary: { ...described, value: toSummary(described.value) }, policy });
  }
  const listed = await findInList(session, arn);
  return listed === null ? described : known({ ...listed, summary: described, policy });
}

function readDescription(session: Session, arn: string): Promise<Read<StreamDescriptionSummary>> {
  return reading(session, 'kinesis:DescribeStreamSummary', arn, async () => {
    const { StreamDescriptionSummary } = await session.kinesis.send(
      new DescribeStreamSummaryCommand({ StreamARN: arn }),
    );
    return required(StreamDescriptionSummary, 'StreamDescriptionSummary');
  });
}

async function findInList(session: Session, arn: string): Promise<Source | null> {
  for await (const page of listStreams(session)) {
    const found = page.state === 'known' ? page.value.find((source) => source.arn === arn) : undefined;
    if (found) return found;
  }
  return null;
}

function toSource(session: Session, stream: StreamSummary | StreamDescriptionSummary): Source {
  const arn = stream.StreamARN ?? '';
  return {
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
  };
}

function toSummary(stream: StreamDescriptionSummary): SourceSummary {
  return {
    openShards: stream.OpenShardCount ?? 0,
    retentionHours: stream.RetentionPeriodHours ?? 0,
    consumers: stream.ConsumerCount ?? 0,
    encryption: stream.EncryptionType === 'KMS' ? { type: 'KMS', keyId: stream.KeyId ?? '' } : { type: 'NONE' },
  };
}
