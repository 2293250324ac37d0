import { parsePolicy } from '@/lib/policy/document';
import type { NeededAction } from '../code';
import type { Message } from '../message';
import type { Need } from '../need';
import type { PartName } from '../part';
import type { Read } from '../read';
import { isResource } from '../resource/arn-reading';
import type { Key } from '../resource/kms';
import { resources } from '../resource/resources';
import type { View } from '../view';
import { grantNeed } from './grant';
import type { NamedPart, Seen } from './kind';
import { placeOf } from './place';
import { readPart } from './read-part';

/**
 * The customer managed key of what is read, where it could be resolved, and those that runs of ours opened before that was
 * given another: older records are still under them (wirings §0.5).
 */
export function keyPartsOf(seen: Seen, key: Read<Key> | null): Record<PartName, NamedPart> {
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

/** How a service uses a key for whoever reads. */
export type KeyUse = {
  /** What it asks of the key beside `kms:Decrypt`, as far as AWS's pages say. */
  asked?: readonly NeededAction[];
  /** What stands in such a request, and what of it a statement of ours names. */
  context: Readonly<Record<string, string>>;
  condition: readonly string[];
  /** The statement of ours in the role's policy. */
  sid: string;
  source: string;
};

function rights(view: View, part: PartName, use: KeyUse): Need[] {
  const right = (action: NeededAction) => ({
    asker: 'role',
    action,
    of: part,
    context: use.context,
    condition: use.condition,
    source: use.source,
    ...(isFormer(view, part)
      ? {
          weight: 'advised' as const,
          suffix: `:${resources['kms-key'].name(view.arn(part))}`,
          why: 'kms-Decrypt-former' as const,
        }
      : {}),
  });
  const asked = (isFormer(view, part) ? [] : (use.asked ?? [])).map((action) => ({
    ...right(action),
    weight: 'asked' as const,
  }));
  return [right('kms:Decrypt'), ...asked].flatMap((one) => [
    grantNeed(view, { ...one, in: { part, slot: 'resource', sid: 'Decrypt' }, place: 'key-policy' }),
    grantNeed(view, { ...one, in: { part: 'role', slot: 'identity', sid: use.sid } }),
  ]);
}

/** Both accounts must let the role decrypt: with the key of what is read, and with those its older records are under. */
export function keyNeedsOf(view: View, use: KeyUse): Need[] {
  const before = Object.keys(view.parts).filter((name) => isFormer(view, name));
  return [...(view.parts.key ? ['key'] : []), ...before].flatMap((name) => rights(view, name, use));
}

function isFormer({ parts }: Pick<View, 'parts'>, name: PartName): boolean {
  return parts[name]?.formerOf === 'key';
}

type NamedKey = { named: string; read: Read<Key> };

/** The key of what is read: the read that says which it is, and its own. */
type PresentKey = {
  described: Read<{ encryption: { type: 'KMS'; keyId: string } | { type: 'NONE' | 'OWNED' } }>;
  key: Read<Key>;
};

/**
 * Keys of which cannot be told whether anything of ours is on them. `unseen`: said where it cannot even be told whether what
 * is read has one.
 */
export function unreadKeys(view: View, { described, key }: PresentKey, unseen: Message): Message[] {
  const encryption = described.state === 'known' ? described.value.encryption : null;
  const present = encryption?.type === 'KMS' ? [{ named: encryption.keyId, read: key }] : [];
  const before = Object.entries(view.parts).flatMap(([name, { ref }]): NamedKey[] =>
    isFormer(view, name) && 'arn' in ref
      ? [{ named: ref.arn, read: readPart(view.evidence.parts, name, 'kms-key') }]
      : [],
  );
  const isSeen = described.state === 'known' || described.state === 'absent';
  const unread = [...present, ...before].filter(({ read }) => isUnread(read));
  return [
    ...(isSeen ? [] : [unseen]),
    ...unread.map(({ named }) => ({ key: 'keeps.key-unread' as const, values: { key: named } })),
  ];
}

function isUnread(read: Read<Key>): boolean {
  if (read.state !== 'known') return read.state === 'refused' || read.state === 'failed';
  const { policy, grants } = read.value;
  return policy.state !== 'known' || grants.state !== 'known' || !parsePolicy(policy.value).ok;
}
