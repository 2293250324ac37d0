import type { LambdaFunction, Source, Wire } from '@/lib/wiring/inventory';

/** The wizard with what is known filled in; it opens at the first open question. */
export function linkFromSource(source: Source): string {
  return link({ producer: source.connectionId, source: source.arn });
}

export function linkFromReader(reader: LambdaFunction): string {
  return link({ consumer: reader.connectionId, function: reader.arn });
}

export function linkFromWire(wire: Wire): string {
  return link({
    kind: wire.kind,
    producer: wire.producer.connectionId,
    source: wire.sourceArn,
    consumerName: wire.consumerName,
    consumer: wire.consumer.connectionId,
    function: wire.functionArn,
  });
}

function link(choices: Record<string, string | null>): string {
  const given = Object.entries(choices).filter((entry): entry is [string, string] => entry[1] !== null);
  return `/wires/new?${new URLSearchParams(given)}`;
}
