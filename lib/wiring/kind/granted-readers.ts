import { parsePolicy } from '@/lib/policy/document';
import { isDeadPrincipal, principalsOf } from '@/lib/policy/inspect';
import type { Index } from '../discover/index-of';
import { remembered } from '../discover/remembered';
import type { Read } from '../read';
import type { Stream } from '../resource/kinesis';
import { consumerName, streamArnOf, withoutEpoch } from '../resource/kinesis-arn';
import type { LambdaFunction, Mapping } from '../resource/lambda';
import { unqualified } from '../resource/lambda-arn';
import type { Found } from './kind';

/** A policy that lets others in: on a stream, or on one of its registered consumers. `reads` is its lasting name. */
type SharedPolicy = { source: Stream; consumerName: string | null; policy: Read<string>; reads: string };

/** Who reads through it, as far as it is known; `roleArn` is undefined where its function was not read. */
type Reader = { accountId: string; roleArn: string | undefined };

const streamsOf = (index: Index) => index.of('kinesis-stream') as readonly Stream[];

/** Whom a consumer's policy lets in and who does not read through it. */
export function grantedSubscribers(index: Index): Found[] {
  const readers = readersByRead(index);
  return streamsOf(index).flatMap((source) => consumerPolicies(source).flatMap((one) => unread(one, readers, index)));
}

/** Whom a stream's policy lets in and who does not read it. */
export function grantedReaders(index: Index): Found[] {
  const readers = readersByRead(index);
  return streamsOf(index).flatMap((source) => {
    if (source.policy.state !== 'known') return [];
    // Fan-out needs the stream's policy as well: who is let in by both is one wire.
    const subscribers = consumerPolicies(source).flatMap((one) => unread(one, readers, index));
    const named = new Set(subscribers.map(({ chosen }) => chosen.reader));
    const shared = { source, consumerName: null, policy: source.policy, reads: source.arn };
    return unread(shared, readers, index, named);
  });
}

function consumerPolicies(source: Stream): SharedPolicy[] {
  if (source.consumers.state !== 'known') return [];
  return source.consumers.value.flatMap(({ arn, name, policy }) =>
    policy.state === 'known' ? [{ source, consumerName: name, policy, reads: withoutEpoch(arn) }] : [],
  );
}

const principalsIn = remembered<Read<string>, ReturnType<typeof principalsOf>>();

/** Whom a policy names; nobody where it does not parse. */
function principalsThrough({ policy }: SharedPolicy): ReturnType<typeof principalsOf> {
  return principalsIn(policy, [], () => {
    const parsed = policy.state === 'known' ? parsePolicy(policy.value) : null;
    return parsed?.ok ? principalsOf(parsed.document) : [];
  });
}

const namesRead = remembered<Mapping, readonly string[]>();
const readersOf = remembered<Index, ReadonlyMap<string, Reader[]>>();

/** By what is read: a mapping on a consumer reads the stream, too. */
function readersByRead(index: Index): ReadonlyMap<string, Reader[]> {
  return readersOf(index, [], () => collectReaders(index.of('event-source-mapping') as readonly Mapping[], index));
}

function collectReaders(mappings: readonly Mapping[], index: Index): ReadonlyMap<string, Reader[]> {
  const readers = new Map<string, Reader[]>();
  for (const mapping of mappings) {
    const { sourceArn, functionArn, accountId } = mapping;
    const reader = index.byArn(unqualified(functionArn)) as LambdaFunction | undefined;
    const names = namesRead(mapping, [], () => [...new Set([streamArnOf(sourceArn), withoutEpoch(sourceArn)])]);
    for (const read of names) {
      readers.set(read, [...(readers.get(read) ?? []), { accountId, roleArn: reader?.roleArn }]);
    }
  }
  return readers;
}

function unread(
  shared: SharedPolicy,
  readers: ReadonlyMap<string, Reader[]>,
  index: Index,
  known: ReadonlySet<string> = new Set(),
): Found[] {
  const { source } = shared;
  const reading = readers.get(shared.reads) ?? [];
  const seen = new Set(known);
  return principalsThrough(shared).flatMap((principal): Found[] => {
    const { value, accountId } = principal;
    const dead = isDeadPrincipal(value);
    if (principal.effect !== 'Allow' || seen.has(value) || accountId === source.accountId) return [];
    seen.add(value);
    const wholeAccount = accountId !== null && (value === accountId || value.endsWith(':root'));
    // A mapping whose function is gone or was not read may have had this very role.
    const read = reading.some(
      (one) => one.roleArn === value || (accountId === one.accountId && (wholeAccount || one.roleArn === undefined)),
    );
    if (read || (!dead && accountId === null)) return [];
    return [grantedWire(shared, value, accountId, dead, index)];
  });
}

function grantedWire(
  { source, consumerName: name }: SharedPolicy,
  reader: string,
  accountId: string | null,
  dead: boolean,
  index: Index,
): Found {
  const seesMappings = index.listed('event-source-mapping', accountId ?? '', source.region);
  const code = dead ? 'dead-principal' : seesMappings ? 'granted-unread' : 'reader-unseen';
  return {
    chosen: { source: source.arn, reader, ...(name === null ? {} : { consumerName: name }) },
    pulse: null,
    granted: {
      status: code === 'reader-unseen' ? 'unknown' : 'half',
      because: { code, values: { principal: reader } },
    },
  };
}

/** The stream that a mapping on it, or on a consumer of it, reads, and the consumer's name. */
export function streamRead(mappedArn: string, through: 'stream' | 'consumer') {
  const name = consumerName(mappedArn);
  const source = streamArnOf(mappedArn);
  if (!/^arn:[^:]+:kinesis:[^:]*:\d{12}:stream\/[\w.-]+$/.test(source)) return null;
  if (through === 'stream') return name === null ? { source } : null;
  return name === null ? null : { source, consumerName: name };
}
