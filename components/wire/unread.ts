import type { Evidence } from '@/lib/wiring/evidence';
import type { Half } from '@/lib/wiring/inventory';
import type { Read, Refusal } from '@/lib/wiring/read';

export type UnreadPart =
  | 'source'
  | 'summary'
  | 'policy'
  | 'function'
  | 'role'
  | 'attached'
  | 'inline'
  | 'boundary'
  | 'mapping';

/** A part of the evidence that could not be read: refused, or failed with a message. */
export type Unread = { what: UnreadPart } & ({ refusal: Refusal } | { message: string });

/** When a half was read last, and what of it could not be. What AWS says is not there was read. */
export function unreadOf(half: Half, evidence: Evidence): { at: string | null; unread: Unread[] } {
  const parts: [UnreadPart, Read<unknown>][] = half === 'producer' ? producerParts(evidence) : consumerParts(evidence);
  const times = parts.flatMap(([, read]) => (read.state === 'pending' ? [] : [read.at])).toSorted();
  const unread = parts.flatMap(([what, read]): Unread[] => {
    if (read.state === 'refused') return [{ what, refusal: read.refusal }];
    return read.state === 'failed' ? [{ what, message: read.message }] : [];
  });
  return { at: times[0] ?? null, unread };
}

function producerParts({ source }: Evidence): [UnreadPart, Read<unknown>][] {
  if (source.state !== 'known') return [['source', source]];
  return [
    ['source', source],
    ['summary', source.value.summary],
    ['policy', source.value.policy],
  ];
}

function consumerParts({ function: reader, role, mapping }: Evidence): [UnreadPart, Read<unknown>][] {
  return [
    ['function', reader],
    ['role', role.role],
    ['attached', role.attached],
    ['inline', role.inline],
    ['boundary', role.boundary],
    ['mapping', mapping],
  ];
}
