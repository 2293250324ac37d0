import { accountOf, arnKind, arnOf, consumerName, parseArn, regionOf, streamArnOf, unqualified } from '../arn';
import type { LambdaFunction, ListRead, Mapping, Source, Wire } from '../inventory';
import type { Ends, Kind } from '../kind/kind';
import { kinds } from '../kind/kinds';
import { grantedWires } from './granted-wires';
import { remembered } from './remembered';
import { statusOf, worstFirst } from './status';
import { troubleOf } from './trouble';
import { readArn, wireId } from './wire-id';

export type Discovery = {
  sources: readonly Source[];
  functions: readonly LambdaFunction[];
  mappings: readonly Mapping[];
  /** Which lists were read whole: only there does "not found" mean "not there". */
  reads: readonly ListRead[];
  /** Account id to connection id. */
  connections: ReadonlyMap<string, string>;
};

type Index = Discovery & { sourceOf: ReadonlyMap<string, Source>; functionOf: ReadonlyMap<string, LambdaFunction> };

function listed(discovery: Discovery, list: ListRead['list'], arn: string): boolean {
  return discovery.reads.some(
    (read) =>
      read.list === list &&
      read.accountId === accountOf(arn) &&
      read.region === regionOf(arn) &&
      read.read.state === 'known',
  );
}

function kindFor(mappedArn: string): Kind | undefined {
  const parsed = parseArn(mappedArn);
  return parsed.ok ? kinds.find((kind) => kind.mappedKind === arnKind(parsed.arn)) : undefined;
}

/** What joins a stream and a function, as far as a list of mappings and the stream tell. */
function endsOf(kind: Kind, mappedArn: string, reader: LambdaFunction, source: Source): Ends {
  const name = kind.hasConsumer ? consumerName(mappedArn) : null;
  const { consumers, key } = source;
  const registered = consumers.state === 'known' ? consumers.value.find((one) => one.name === name) : undefined;
  return {
    sourceArn: source.arn,
    functionArn: reader.arn,
    roleArn: reader.roleArn,
    logGroup: '',
    consumer: name === null ? null : { name, arn: registered?.arn ?? null },
    keyArn: key.state === 'known' && key.value.manager !== 'AWS' ? key.value.arn : null,
    formerKeyArns: [],
  };
}

/** What a mapping joins: `null` for what is not there, `undefined` for what was not read. */
type Joined = { source: Source | null | undefined; reader: LambdaFunction | null | undefined; producer: string | null };

const wireOf = remembered<Mapping, Wire | null>();

/** The wire of a mapping, `null` where it reads a stream of its own account. */
function mappedWire(mapping: Mapping, index: Index): Wire | null {
  const functionArn = unqualified(mapping.functionArn);
  const sourceArn = streamArnOf(mapping.sourceArn);
  const account = accountOf(sourceArn);
  if (account === mapping.accountId) return null;
  const source = index.sourceOf.get(sourceArn) ?? (listed(index, 'streams', sourceArn) ? null : undefined);
  const reader = index.functionOf.get(functionArn) ?? (listed(index, 'functions', functionArn) ? null : undefined);
  const producer = index.connections.get(account ?? '') ?? null;
  return wireOf(mapping, [source, reader, producer], () => {
    const kind = kindFor(mapping.sourceArn);
    return kind ? joinedWire(mapping, kind, { source, reader, producer }) : null;
  });
}

function joinedWire(mapping: Mapping, kind: Kind, { source, reader, producer: connectionId }: Joined): Wire {
  const functionArn = unqualified(mapping.functionArn);
  const sourceArn = streamArnOf(mapping.sourceArn);
  const ends = source && reader ? endsOf(kind, mapping.sourceArn, reader, source) : null;
  const trouble = source && ends ? troubleOf(kind, ends, source, mapping) : null;
  const producer = arnOf(sourceArn);
  const name = kind.hasConsumer ? consumerName(mapping.sourceArn) : null;
  return {
    id: wireId(kind.id, readArn(sourceArn, name), functionArn),
    kind: kind.id,
    region: producer.region,
    sourceArn,
    consumerName: name,
    readerArn: functionArn,
    functionArn,
    roleArn: reader?.roleArn ?? null,
    producer: { accountId: producer.accountId, connectionId },
    consumer: { accountId: mapping.accountId, connectionId: mapping.connectionId },
    mapping,
    shape: trouble?.status === 'half' ? 'mapped-ungranted' : 'whole',
    ...statusOf({ mapping, source, function: reader, trouble }),
    since: null,
  };
}

/** Wires from mappings whose source is in another account, and half-wires from grants that nobody reads with. */
export function discoverWires(discovery: Discovery): Wire[] {
  const index = {
    ...discovery,
    sourceOf: new Map(discovery.sources.map((source) => [source.arn, source])),
    functionOf: new Map(discovery.functions.map((one) => [one.arn, one])),
  };
  const mapped = discovery.mappings.flatMap((mapping) => mappedWire(mapping, index) ?? []);
  return worstFirst([...mapped, ...grantedWires(discovery, index.functionOf)]);
}
