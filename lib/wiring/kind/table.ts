import { isDeadPrincipal } from '@/lib/policy/inspect';
import { arnOf } from '../arn';
import { judged, unread } from '../judge/judgement';
import { allowedBy, tableEncryptionOf } from '../resource/dynamodb';
import { tableArnOf, tableName } from '../resource/dynamodb-arn';
import type { Mapping } from '../resource/lambda';
import type { View } from '../view';
import type { Fact, NamedPart, Seen } from './kind';
import { placeOf } from './place';
import { readPart } from './read-part';
import { judgeKey } from './stream';

export const tableOf = (parts: View['evidence']['parts']) => readPart(parts, 'source', 'dynamodb-table');

export const tableStreamOf = (parts: View['evidence']['parts']) => readPart(parts, 'via', 'dynamodb-stream');

export function tablePart({ chosen }: Seen): NamedPart {
  return { is: 'dynamodb-table', half: 'producer', place: placeOf(chosen.source), ref: { arn: chosen.source } };
}

/** The stream that is on now, as its table tells it. */
export function tableStreamPart({ chosen, parts }: Seen): NamedPart {
  const base = { is: 'dynamodb-stream' as const, half: 'producer' as const, place: placeOf(chosen.source) };
  const off = { by: { table: chosen.source } };
  const table = tableOf(parts);
  if (table.state !== 'known') return { ...base, ref: off, read: table };
  const { stream } = table.value;
  return { ...base, ref: stream.state === 'known' ? { arn: stream.value.arn } : off, read: stream };
}

/** The table whose stream a mapping reads. */
export function tableRead(mappedArn: string): { source: string } | null {
  const isStream = /^arn:[^:]+:dynamodb:[^:]*:\d{12}:table\/[\w.-]+\/stream\/[^/]+$/.test(mappedArn);
  return isStream ? { source: tableArnOf(mappedArn) } : null;
}

/** The table behind a view, as words speak of it. */
export function named(view: View): { table: string } {
  return { table: tableName(view.arn('source')) };
}

export const tableActive: Fact = {
  unmet: 'broken',
  judge(view) {
    const table = tableOf(view.evidence.parts);
    if (table.state !== 'known') return unread(table, { code: 'table-gone' });
    const { description } = table.value;
    if (description.state !== 'known') return unread(description, { code: 'table-gone' });
    const values = { ...named(view), status: description.value.status };
    // AWS reads the stream of a table that is being changed, too.
    return ['ACTIVE', 'UPDATING'].includes(values.status)
      ? judged('met', 'table-status', values)
      : judged('missing', 'table-not-active', values);
  },
};

/** Global tables of the first version take no policies (domain: wirings D1, legacy). */
const withoutPolicies = '2017.11.29';

export const takesPolicies: Fact = {
  unmet: 'broken',
  judge(view) {
    const table = tableOf(view.evidence.parts);
    const description = table.state === 'known' ? table.value.description : table;
    if (description.state !== 'known') return unread(description, { code: 'table-gone' });
    return description.value.globalVersion === withoutPolicies
      ? judged('denied', 'table-first-global', { ...named(view), version: withoutPolicies })
      : judged('met', 'table-takes-policies');
  },
};

/** Read from the stream itself: a table goes on naming one that is off (corrections §3.7). */
export const streamOn: Fact = {
  unmet: 'broken',
  judge(view) {
    const stream = tableStreamOf(view.evidence.parts);
    if (stream.state === 'absent') return judged('missing', 'stream-off', named(view));
    if (stream.state !== 'known') return unread(stream, { code: 'stream-off', values: named(view) });
    const { status, viewType } = stream.value;
    const values = { ...named(view), status, viewType };
    // One that is still ENABLING is waited for.
    return status === 'DISABLING' ? judged('denied', 'stream-disabling', values) : judged('met', 'stream-on', values);
  },
};

/** How many may read a shard at once (domain: wirings D1). */
const mostReaders = { alone: 2, replicated: 1 };

function isReading({ sourceArn, state }: Mapping, streamArn: string): boolean {
  return sourceArn === streamArn && state !== 'Disabled';
}

/** Whether somebody of a third account, whose mappings are not looked for, is let in to read, or may be. */
function mayReadElsewhere(view: View): boolean {
  const stream = tableStreamOf(view.evidence.parts);
  if (stream.state !== 'known' || stream.value.policy.state === 'absent') return false;
  const { policy, arn } = stream.value;
  const readers = policy.state === 'known' ? allowedBy(policy.value, ['dynamodb:GetRecords']) : null;
  const lookedIn = [arn, view.arn('role')].map((one) => arnOf(one).accountId);
  return (
    readers === null ||
    readers.some(({ value, accountId }) => !lookedIn.includes(accountId ?? '') && !isDeadPrincipal(value))
  );
}

/** Past these AWS throttles everybody who reads; readers that are no mappings cannot be seen. */
export const streamHasRoom: Fact = {
  judge(view) {
    const table = tableOf(view.evidence.parts);
    const description = table.state === 'known' ? table.value.description : table;
    if (description.state !== 'known') return unread(description, { code: 'table-gone' });
    const most = description.value.replicas > 0 ? mostReaders.replicated : mostReaders.alone;
    const { others } = view.evidence;
    if (others.state !== 'known') return unread(others, { code: 'readers-free', values: { most, count: 0 } });
    const reading = others.value.wires.flatMap(({ pulse }) =>
      pulse?.is === 'event-source-mapping' && isReading(pulse as Mapping, view.arn('via')) ? [pulse as Mapping] : [],
    );
    const count = reading.length;
    if (count >= most) {
      const functions = reading.map(({ functionArn }) => functionArn).join(', ');
      return judged('denied', 'readers-full', { ...named(view), most, count, functions });
    }
    const isSeen = others.value.unseen.length === 0 && !mayReadElsewhere(view);
    if (!isSeen) return judged('unknown', 'readers-unseen', { most, count });
    return judged('met', 'readers-free', { most, count });
  },
};

/**
 * One of DynamoDB's own keys needs nothing, the AWS managed key can never be shared, and a customer managed key must be
 * usable; what that one grants is judged by itself (domain: wirings D1 (c)).
 */
export const readableTable: Fact = {
  unmet: 'broken',
  judge(view) {
    const table = tableOf(view.evidence.parts);
    if (table.state !== 'known') return unread(table, { code: 'table-gone' });
    const encryption = tableEncryptionOf(table.value);
    switch (encryption.state) {
      case 'none':
        return judged('met', 'table-aws-owned-key');
      case 'unread':
        return unread(encryption.read, { code: 'table-gone' });
      case 'gone':
        return judged('missing', 'key-gone', { key: encryption.named });
      case 'aws-managed':
        return judged('denied', 'table-aws-managed-key', { ...named(view), key: encryption.named });
      case 'customer':
        return judgeKey(encryption.key);
    }
  },
};

/** Whether the mapping reads the stream that is on now: one stays with the label that it was made with (failures F119). */
export const mappingOnStream: Fact = {
  unmet: 'broken',
  judge(view) {
    const mapping = readPart(view.evidence.parts, 'mapping', 'event-source-mapping');
    if (mapping.state !== 'known') {
      return mapping.state === 'absent'
        ? judged('met', 'mapping-to-come')
        : unread(mapping, { code: 'mapping-to-come' });
    }
    const { sourceArn: mapped, uuid } = mapping.value;
    const values = { ...named(view), uuid, mapped };
    const stream = view.evidence.parts.via ?? { state: 'pending' };
    if (stream.state === 'absent') return judged('missing', 'mapping-on-old-stream', values);
    if (stream.state !== 'known') return unread(stream, { code: 'stream-off', values });
    return stream.value.arn === mapped
      ? judged('met', 'mapping-on-stream', values)
      : judged('missing', 'mapping-on-old-stream', values);
  },
};
