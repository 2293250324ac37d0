import type { Index } from '../discover/index-of';
import type { Stream } from '../resource/kinesis';
import { consumerName, streamArnOf, withoutEpoch } from '../resource/kinesis-arn';
import type { Found } from './kind';
import { type SharedPolicy, unreadGrants } from './unread-grants';

const streamsOf = (index: Index) => index.of('kinesis-stream') as readonly Stream[];

/** Whom a consumer's policy lets in and who does not read through it. */
export function grantedSubscribers(index: Index): Found[] {
  return streamsOf(index).flatMap((source) => consumerPolicies(source).flatMap((one) => unreadGrants(one, index)));
}

/** Whom a stream's policy lets in and who does not read it. */
export function grantedReaders(index: Index): Found[] {
  return streamsOf(index).flatMap((source) => {
    if (source.policy.state !== 'known') return [];
    // Fan-out needs the stream's policy as well: who is let in by both is one wire.
    const subscribers = consumerPolicies(source).flatMap((one) => unreadGrants(one, index));
    const named = new Set(subscribers.map(({ chosen }) => chosen.reader));
    return unreadGrants({ source, policy: source.policy, reads: source.arn }, index, named);
  });
}

function consumerPolicies(source: Stream): SharedPolicy[] {
  if (source.consumers.state !== 'known') return [];
  return source.consumers.value.flatMap(({ arn, name, policy }) =>
    policy.state === 'known' ? [{ source, answers: { consumerName: name }, policy, reads: withoutEpoch(arn) }] : [],
  );
}

/** The stream that a mapping on it, or on a consumer of it, reads, and the consumer's name. */
export function streamRead(mappedArn: string, through: 'stream' | 'consumer') {
  const name = consumerName(mappedArn);
  const source = streamArnOf(mappedArn);
  if (!/^arn:[^:]+:kinesis:[^:]*:\d{12}:stream\/[\w.-]+$/.test(source)) return null;
  if (through === 'stream') return name === null ? { source } : null;
  return name === null ? null : { source, consumerName: name };
}
