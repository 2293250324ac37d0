import { parsePolicy } from '@/lib/policy/document';
import { isDeadPrincipal, principalsOf } from '@/lib/policy/inspect';
import { consumerName, streamArnOf, unqualified } from '../arn';
import type { LambdaFunction, Source, Wire } from '../inventory';
import { kinds } from '../kind/kinds';
import type { Read } from '../read';
import type { Discovery } from './discover';
import { remembered } from './remembered';
import { reason } from './status';
import { readArn, wireId } from './wire-id';

/** A policy that lets somebody in: on a stream, or on one of its registered consumers. */
type Door = { kind: string; source: Source; consumerName: string | null; policy: Read<string> };

/** Who reads through a door, as far as it is known; `roleArn` is undefined where its function was not read. */
type Reader = { accountId: string; roleArn: string | undefined };

/** Principals of other accounts that a policy allows and that no mapping reads as. */
export function grantedWires(discovery: Discovery, functionOf: ReadonlyMap<string, LambdaFunction>): Wire[] {
  const readers = readersByRead(discovery, functionOf);
  return discovery.sources.flatMap((source) => {
    // Fan-out needs the stream's policy as well: who is let in by both is one wire.
    const ofConsumers = consumerDoors(source).flatMap((door) => unread(door, readers, discovery, new Set()));
    const named = new Set(ofConsumers.map((wire) => wire.readerArn));
    return [...ofConsumers, ...streamDoors(source).flatMap((door) => unread(door, readers, discovery, named))];
  });
}

const principalsIn = remembered<Read<string>, ReturnType<typeof principalsOf>>();

/** Whom a policy names; nobody where it does not parse. */
function principalsThrough({ policy }: Door): ReturnType<typeof principalsOf> {
  return principalsIn(policy, [], () => {
    const parsed = policy.state === 'known' ? parsePolicy(policy.value) : null;
    return parsed?.ok ? principalsOf(parsed.document) : [];
  });
}

function streamDoors(source: Source): Door[] {
  const kind = kinds.find((one) => one.mappedKind === one.sourceKind);
  if (source.policy.state !== 'known' || !kind) return [];
  return [{ kind: kind.id, source, consumerName: null, policy: source.policy }];
}

function consumerDoors(source: Source): Door[] {
  const kind = kinds.find((one) => one.hasConsumer);
  if (source.consumers.state !== 'known' || !kind) return [];
  return source.consumers.value.flatMap(({ name, policy }) =>
    policy.state === 'known' ? [{ kind: kind.id, source, consumerName: name, policy }] : [],
  );
}

/** By what is read: a mapping on a consumer reads the stream, too. */
function readersByRead(
  { mappings }: Discovery,
  functionOf: ReadonlyMap<string, LambdaFunction>,
): ReadonlyMap<string, Reader[]> {
  const readers = new Map<string, Reader[]>();
  for (const mapping of mappings) {
    const stream = streamArnOf(mapping.sourceArn);
    const reader = {
      accountId: mapping.accountId,
      roleArn: functionOf.get(unqualified(mapping.functionArn))?.roleArn,
    };
    for (const read of new Set([stream, readArn(stream, consumerName(mapping.sourceArn))])) {
      readers.set(read, [...(readers.get(read) ?? []), reader]);
    }
  }
  return readers;
}

function unread(
  door: Door,
  readers: ReadonlyMap<string, Reader[]>,
  discovery: Discovery,
  known: ReadonlySet<string>,
): Wire[] {
  const { source } = door;
  const reading = readers.get(readArn(source.arn, door.consumerName)) ?? [];
  const seen = new Set(known);
  return principalsThrough(door).flatMap((principal): Wire[] => {
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
    return [grantedWire(door, value, accountId, dead, discovery)];
  });
}

function grantedWire(
  { kind, source, consumerName: name }: Door,
  readerArn: string,
  accountId: string | null,
  dead: boolean,
  discovery: Discovery,
): Wire {
  const connectionId = accountId ? (discovery.connections.get(accountId) ?? null) : null;
  const seesMappings = discovery.reads.some(
    (read) =>
      read.list === 'mappings' &&
      read.accountId === accountId &&
      read.region === source.region &&
      read.read.state === 'known',
  );
  const code = dead ? 'dead-principal' : seesMappings ? 'granted-unread' : 'reader-unseen';
  return {
    id: wireId(kind, readArn(source.arn, name), readerArn),
    kind,
    region: source.region,
    sourceArn: source.arn,
    consumerName: name,
    readerArn,
    functionArn: null,
    roleArn: readerArn.includes(':role/') ? readerArn : null,
    producer: { accountId: source.accountId, connectionId: source.connectionId },
    consumer: { accountId: accountId ?? '', connectionId },
    mapping: null,
    shape: 'granted-unread',
    status: code === 'reader-unseen' ? 'unknown' : 'half',
    ...reason(code, { principal: readerArn }),
    since: null,
  };
}
