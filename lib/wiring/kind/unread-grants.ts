import { parsePolicy } from '@/lib/policy/document';
import { isDeadPrincipal, principalsOf } from '@/lib/policy/inspect';
import type { Index } from '../discover/index-of';
import { remembered } from '../discover/remembered';
import type { Read } from '../read';
import { arnReading } from '../resource/arn-reading';
import type { LambdaFunction, Mapping } from '../resource/lambda';
import { unqualified } from '../resource/lambda-arn';
import { resources } from '../resource/resources';
import type { Found } from './kind';

/** A policy that lets others in. `reads`: the lasting name of what it is on. `answers`: what a wire through it was asked. */
export type SharedPolicy = {
  source: { arn: string; accountId: string; region: string };
  answers?: Readonly<Record<string, unknown>>;
  policy: Read<string>;
  reads: string;
};

/** Who reads through it, as far as it is known; `roleArn` is undefined where its function was not read. */
type Reader = { accountId: string; roleArn: string | undefined };

const principalsIn = remembered<Read<string>, ReturnType<typeof principalsOf>>();

/** Whom a policy names; nobody where it does not parse. */
function principalsThrough({ policy }: SharedPolicy): ReturnType<typeof principalsOf> {
  return principalsIn(policy, [], () => {
    const parsed = policy.state === 'known' ? parsePolicy(policy.value) : null;
    return parsed?.ok ? principalsOf(parsed.document) : [];
  });
}

const { source: sourceOf, stable } = arnReading(resources);

const namesRead = remembered<Mapping, readonly string[]>();
const readersOf = remembered<Index, ReadonlyMap<string, Reader[]>>();

/** By what is read: a mapping on something of a source reads the source, too. */
function readersByRead(index: Index): ReadonlyMap<string, Reader[]> {
  return readersOf(index, [], () => collectReaders(index.of('event-source-mapping') as readonly Mapping[], index));
}

function collectReaders(mappings: readonly Mapping[], index: Index): ReadonlyMap<string, Reader[]> {
  const readers = new Map<string, Reader[]>();
  for (const mapping of mappings) {
    const { sourceArn, functionArn, accountId } = mapping;
    const reader = index.byArn(unqualified(functionArn)) as LambdaFunction | undefined;
    const names = namesRead(mapping, [], () => [...new Set([sourceOf(sourceArn), stable(sourceArn)])]);
    for (const read of names) {
      readers.set(read, [...(readers.get(read) ?? []), { accountId, roleArn: reader?.roleArn }]);
    }
  }
  return readers;
}

/** Whom a policy lets in and who does not read through it. `known`: principals that are told elsewhere. */
export function unreadGrants(shared: SharedPolicy, index: Index, known: ReadonlySet<string> = new Set()): Found[] {
  const { source } = shared;
  const reading = readersByRead(index).get(shared.reads) ?? [];
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
  { source, answers }: SharedPolicy,
  reader: string,
  accountId: string | null,
  dead: boolean,
  index: Index,
): Found {
  const seesMappings = index.listed('event-source-mapping', accountId ?? '', source.region);
  const code = dead ? 'dead-principal' : seesMappings ? 'granted-unread' : 'reader-unseen';
  return {
    chosen: { ...answers, source: source.arn, reader },
    pulse: null,
    granted: {
      status: code === 'reader-unseen' ? 'unknown' : 'half',
      because: { code, values: { principal: reader } },
    },
  };
}
