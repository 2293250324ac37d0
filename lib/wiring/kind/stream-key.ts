import { arnOf } from '../arn';
import type { Message } from '../message';
import type { Need } from '../need';
import type { PartName } from '../part';
import { streamName } from '../resource/kinesis-arn';
import type { View } from '../view';
import type { NamedPart, Seen } from './kind';
import { keyNeedsOf, keyPartsOf, unreadKeys } from './shared-key';
import { streamOf } from './stream';

const source = 'https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html';

/** Both stand in every request with which Kinesis decrypts for a reader (domain: wirings, KMS for K1/K2). */
const sent = ['kms:ViaService', 'kms:EncryptionContext:aws:kinesis:arn'] as const;

export function keyParts(seen: Seen): Record<PartName, NamedPart> {
  const stream = streamOf(seen.parts);
  return keyPartsOf(seen, stream.state === 'known' ? stream.value.key : null);
}

export function keyNeeds(view: View): Need[] {
  const stream = view.arn('source');
  const context = {
    [sent[0]]: `kinesis.${arnOf(stream).region}.amazonaws.com`,
    [sent[1]]: stream,
    'kms:CallerAccount': arnOf(view.arn('role')).accountId,
  };
  return keyNeedsOf(view, { context, condition: sent, sid: 'DecryptStream', source });
}

/** Keys of which cannot be told whether anything of ours is on them, or whether there is one at all. */
export function keysUnread(view: View): Message[] {
  const stream = streamOf(view.evidence.parts);
  const present =
    stream.state === 'known'
      ? { described: stream.value.summary, key: stream.value.key }
      : { described: stream, key: stream };
  return unreadKeys(view, present, { key: 'keeps.key-unseen', values: { stream: streamName(view.arn('source')) } });
}
