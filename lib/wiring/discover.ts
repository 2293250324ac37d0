import { accountOf, arnKind, arnOf, consumerName, parseArn, regionOf, streamArnOf, unqualified } from './arn';
import { grantedWires } from './granted-wires';
import type { LambdaFunction, ListRead, Mapping, Source, Wire } from './inventory';
import type { Ends, Kind } from './kind/kind';
import { kinds } from './kind/kinds';
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

function mappedWire(mapping: Mapping, kind: Kind, index: Index): Wire {
  const functionArn = unqualified(mapping.functionArn);
  const sourceArn = streamArnOf(mapping.sourceArn);
  const found = index.sourceOf.get(sourceArn);
  const source = found ?? (listed(index, 'streams', sourceArn) ? null : undefined);
  const reads = index.functionOf.get(functionArn);
  const reader = reads ?? (listed(index, 'functions', functionArn) ? null : undefined);
  const ends = found && reads ? endsOf(kind, mapping.sourceArn, reads, found) : null;
  const trouble = found && ends ? troubleOf(kind, ends, found, mapping) : null;
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
    roleArn: reads?.roleArn ?? null,
    producer: { accountId: producer.accountId, connectionId: index.connections.get(producer.accountId) ?? null },
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
  const mapped = discovery.mappings.flatMap((mapping) => {
    const kind = kindFor(mapping.sourceArn);
    return kind && accountOf(mapping.sourceArn) !== mapping.accountId ? [mappedWire(mapping, kind, index)] : [];
  });
  return worstFirst([...mapped, ...grantedWires(discovery, index.functionOf)]);
}
