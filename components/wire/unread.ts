import type { Evidence } from '@/lib/wiring/evidence';
import type { Half, RegisteredConsumer, StreamKey } from '@/lib/wiring/inventory';
import type { Read, Refusal } from '@/lib/wiring/read';

export type UnreadPart =
  | 'source'
  | 'summary'
  | 'policy'
  | 'consumers'
  | 'consumer-policy'
  | 'key'
  | 'key-policy'
  | 'grants'
  | 'function'
  | 'role'
  | 'attached'
  | 'inline'
  | 'boundary'
  | 'mapping'
  | 'rivals';

/** A part of the evidence that could not be read: refused, or failed with a message. */
export type Unread = { what: UnreadPart } & ({ refusal: Refusal } | { message: string });

/**
 * When a half was read last, and what of it could not be. What AWS says is not there was read. `consumer` is the name of
 * the registered consumer that the wire reads through, if any: otherwise the stream's consumers do not matter.
 */
export function unreadOf(
  half: Half,
  evidence: Evidence,
  consumer: string | null,
): { at: string | null; unread: Unread[] } {
  const parts = half === 'producer' ? producerParts(evidence, consumer) : consumerParts(evidence, consumer);
  const times = parts.flatMap(([, read]) => (read.state === 'pending' ? [] : [read.at])).toSorted();
  const unread = parts.flatMap(([what, read]): Unread[] => {
    if (read.state === 'refused') return [{ what, refusal: read.refusal }];
    return read.state === 'failed' ? [{ what, message: read.message }] : [];
  });
  return { at: times[0] ?? null, unread };
}

type Part = [what: UnreadPart, read: Read<unknown>];

function producerParts({ source }: Evidence, consumer: string | null): Part[] {
  if (source.state !== 'known') return [['source', source]];
  const { summary, policy, key } = source.value;
  return [
    ['source', source],
    ['summary', summary],
    ['policy', policy],
    ...(consumer === null ? [] : partsOfConsumers(source.value.consumers, consumer)),
    // What could not be described because of the summary is said once.
    ...(summary.state === 'known' ? partsOfKey(key) : []),
  ];
}

function partsOfConsumers(consumers: Read<RegisteredConsumer[]>, name: string): Part[] {
  if (consumers.state !== 'known') return [['consumers', consumers]];
  const found = consumers.value.find((one) => one.name === name);
  return found ? [['consumer-policy', found.policy]] : [];
}

function partsOfKey(key: Read<StreamKey>): Part[] {
  if (key.state !== 'known') return [['key', key]];
  // Nothing of ours could stand in what AWS manages.
  if (key.value.manager === 'AWS') return [];
  return [
    ['key-policy', key.value.policy],
    ['grants', key.value.grants],
  ];
}

function consumerParts(evidence: Evidence, consumer: string | null): Part[] {
  const { function: reader, role, mapping, rivals, source } = evidence;
  // Who else reads through a consumer cannot be asked where consumers cannot be listed: that is said of the stream.
  const consumersRead = source.state === 'known' && source.value.consumers.state === 'known';
  return [
    ['function', reader],
    ['role', role.role],
    ['attached', role.attached],
    ['inline', role.inline],
    ['boundary', role.boundary],
    ['mapping', mapping],
    ...(consumer !== null && consumersRead ? [['rivals', rivals] satisfies Part] : []),
  ];
}
