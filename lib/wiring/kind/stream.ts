import type { NeededAction } from '../code';
import { judged, unread } from '../judge/judgement';
import type { Need } from '../need';
import type { Stream } from '../resource/kinesis';
import type { Key } from '../resource/kms';
import { encryptionOf } from '../resource/stream-encryption';
import type { View } from '../view';
import { factNeed, grantNeed } from './grant';
import type { Fact, NamedPart, Seen } from './kind';
import { mappingPage, roleNeed } from './lambda-reader';
import { placeOf } from './place';
import { readPart } from './read-part';

/** What Lambda's poller does with a shared stream (domain: wirings K1 (a), K2 (a1); AWS: resource-based-policy-examples). */
export const streamActions = [
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:GetRecords',
  'kinesis:GetShardIterator',
  'kinesis:ListShards',
] as const;

const sharing = 'https://docs.aws.amazon.com/streams/latest/dev/resource-based-policy-examples.html';

export const streamOf = (parts: View['evidence']['parts']) => readPart(parts, 'source', 'kinesis-stream');

export function streamPart({ chosen }: Seen): NamedPart {
  return { is: 'kinesis-stream', half: 'producer', place: placeOf(chosen.source), ref: { arn: chosen.source } };
}

export function streamFacts(): Need[] {
  return [
    factNeed('same-region', 'both', 'region', sharing),
    factNeed('source-active', 'producer', 'resource', sharing),
    factNeed('function-active', 'consumer', 'resource', mappingPage),
    factNeed('readable-encryption', 'producer', 'encryption', sharing),
  ];
}

/** A right that the policy on a stream, or on a registered consumer, must give to the role. */
export function sharedNeed(view: View, action: NeededAction, of: string, sid: string): Need {
  return grantNeed(view, { asker: 'role', action, of, in: { part: of, slot: 'resource', sid }, source: sharing });
}

/** Both accounts must let the role read the stream. */
export function streamNeeds(view: View): Need[] {
  return [
    ...streamActions.flatMap((action) => [
      sharedNeed(view, action, 'source', 'Read'),
      roleNeed(view, action, 'ReadSharedStream'),
    ]),
    roleNeed(view, 'kinesis:ListStreams', 'ListHasNoResource', { resource: '*' }),
  ];
}

export const sourceActive: Fact = {
  judge(view) {
    const source = streamOf(view.evidence.parts);
    if (source.state !== 'known') return unread(source, { code: 'source-gone' });
    const { status } = source.value;
    // AWS reads and shares a stream that is being resharded or re-encrypted too.
    return status === 'ACTIVE' || status === 'UPDATING'
      ? judged('met', 'source-status', { status })
      : judged('missing', 'source-not-active', { status });
  },
};

/**
 * The AWS managed key can never be shared; a customer managed key must be usable, and what it grants is judged by itself
 * (domain: wirings, KMS for K1; failures F41, F120).
 */
export const readableEncryption: Fact = {
  unmet: 'broken',
  judge(view) {
    const source = streamOf(view.evidence.parts);
    if (source.state !== 'known') return unread(source, { code: 'source-gone' });
    return judgeEncryption(source.value);
  },
};

function judgeEncryption(stream: Stream) {
  const encryption = encryptionOf(stream);
  switch (encryption.state) {
    case 'none':
      return judged('met', 'not-encrypted');
    case 'unread':
      return unread(encryption.read, { code: 'source-gone' });
    case 'gone':
      return judged('missing', 'key-gone', { key: encryption.named });
    case 'aws-managed':
      return judged('denied', 'aws-managed-key', { key: encryption.named });
    case 'customer':
      return judgeKey(encryption.key);
  }
}

/** Whether a customer managed key can be used. */
export function judgeKey({ arn, state, deletionDate }: Key) {
  if (state === 'Enabled') return judged('met', 'customer-key', { key: arn });
  if (state === 'Disabled') return judged('missing', 'key-disabled', { key: arn });
  if (state === 'PendingDeletion') {
    return judged('missing', 'key-pending-deletion', { key: arn, date: deletionDate ?? '' });
  }
  return judged('missing', 'key-state', { key: arn, state });
}
