import { parsePolicy } from '@/lib/policy/document';
import { arnOf } from '../arn';
import type { Message } from '../message';
import type { Need } from '../need';
import type { PartName } from '../part';
import type { Read } from '../read';
import { isResource } from '../resource/arn-reading';
import { streamName } from '../resource/kinesis-arn';
import type { Key } from '../resource/kms';
import { resources } from '../resource/resources';
import type { View } from '../view';
import { grantNeed } from './grant';
import type { NamedPart, Seen } from './kind';
import { placeOf } from './place';
import { readPart } from './read-part';
import { streamOf } from './stream';

const source = 'https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html';

/**
 * The customer managed key of an encrypted stream, where it could be resolved, and those that runs of ours opened before
 * the stream was given another: its older records are still under them (wirings §0.5).
 */
export function keyParts(seen: Seen): Record<PartName, NamedPart> {
  const stream = streamOf(seen.parts);
  const key = stream.state === 'known' ? stream.value.key : null;
  const parts: Record<PartName, NamedPart> = {};
  const present = key?.state === 'known' && key.value.manager !== 'AWS' ? key : null;
  if (present) parts.key = { ...keyPart(present.value.arn), read: present };
  for (const { on, slot } of seen.ours) {
    if (slot !== 'resource' || !isResource(resources['kms-key'], on) || on === present?.value.arn) continue;
    const name = `key:${resources['kms-key'].name(on)}`;
    // What a key that is gone encrypted can be read by nobody, whatever is granted.
    if (seen.parts[name]?.state !== 'absent') parts[name] = { ...keyPart(on), formerOf: 'key' };
  }
  return parts;
}

function keyPart(arn: string): NamedPart {
  return { is: 'kms-key', half: 'producer', place: placeOf(arn), ref: { arn } };
}

/** Both stand in every request with which Kinesis decrypts for a reader (domain: wirings, KMS for K1/K2). */
const sent = ['kms:ViaService', 'kms:EncryptionContext:aws:kinesis:arn'] as const;

function rights(view: View, part: PartName): Need[] {
  const stream = view.arn('source');
  const context = {
    [sent[0]]: `kinesis.${arnOf(stream).region}.amazonaws.com`,
    [sent[1]]: stream,
    'kms:CallerAccount': arnOf(view.arn('role')).accountId,
  };
  const right = {
    asker: 'role',
    action: 'kms:Decrypt' as const,
    of: part,
    context,
    condition: sent,
    source,
    ...(isFormer(view, part)
      ? {
          weight: 'advised' as const,
          suffix: `:${resources['kms-key'].name(view.arn(part))}`,
          why: 'kms-Decrypt-former' as const,
        }
      : {}),
  };
  return [
    grantNeed(view, { ...right, in: { part, slot: 'resource', sid: 'Decrypt' }, place: 'key-policy' }),
    grantNeed(view, { ...right, in: { part: 'role', slot: 'identity', sid: 'DecryptStream' } }),
  ];
}

/** Both accounts must let the role decrypt: with the stream's key, and with those its older records are under. */
export function keyNeeds(view: View): Need[] {
  const before = Object.keys(view.parts).filter((name) => isFormer(view, name));
  return [...(view.parts.key ? ['key'] : []), ...before].flatMap((name) => rights(view, name));
}

function isFormer({ parts }: View, name: PartName): boolean {
  return parts[name]?.formerOf === 'key';
}

/** Keys of which cannot be told whether anything of ours is on them, or whether there is one at all. */
export function keysUnread(view: View): Message[] {
  const unread = namedKeys(view)
    .filter(({ read }) => isUnread(read))
    .map(({ named }): Message => ({ key: 'keeps.key-unread', values: { key: named } }));
  const stream = streamName(view.arn('source'));
  return isKeyUnseen(view) ? [{ key: 'keeps.key-unseen', values: { stream } }, ...unread] : unread;
}

/** Whether the read that names the stream's key gave nothing. */
function isKeyUnseen({ evidence }: View): boolean {
  const stream = streamOf(evidence.parts);
  const read: Read<unknown> = stream.state === 'known' ? stream.value.summary : stream;
  return read.state !== 'known' && read.state !== 'absent';
}

/** The stream's key as the stream names it, and those that it had before. */
function namedKeys(view: View): { named: string; read: Read<Key> }[] {
  const { evidence, parts } = view;
  const stream = streamOf(evidence.parts);
  const summary = stream.state === 'known' ? stream.value.summary : null;
  const encryption = summary?.state === 'known' ? summary.value.encryption : null;
  const present =
    stream.state === 'known' && encryption?.type === 'KMS' ? [{ named: encryption.keyId, read: stream.value.key }] : [];
  const before = Object.entries(parts).flatMap(([name, { ref }]) =>
    isFormer(view, name) && 'arn' in ref ? [{ named: ref.arn, read: readPart(evidence.parts, name, 'kms-key') }] : [],
  );
  return [...present, ...before];
}

function isUnread(read: Read<Key>): boolean {
  if (read.state !== 'known') return read.state === 'refused' || read.state === 'failed';
  const { policy, grants } = read.value;
  return policy.state !== 'known' || grants.state !== 'known' || !parsePolicy(policy.value).ok;
}
