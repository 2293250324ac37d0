import { type DrawnRooms, kindOf, questionsOf } from '@/components/resource/rooms';
import type { ListedThing } from '@/lib/wiring/inventory';
import { chosenOf, readerOf } from '@/lib/wiring/projection';
import type { Wire } from '@/lib/wiring/wire';

/** The wizard with what is known filled in; it opens at the first open question. */
export function linkFromSource(source: ListedThing): string {
  return link({ producer: source.connectionId, source: source.arn });
}

export function linkFromReader(reader: ListedThing): string {
  return link({ consumer: reader.connectionId, function: reader.arn });
}

export function linkFromWire(rooms: DrawnRooms, wire: Wire): string {
  const chosen = chosenOf(wire);
  const answers = questionsOf(rooms, kindOf(rooms, wire.kind)).map(({ name, parameter }) => [parameter, chosen[name]]);
  return link({
    kind: wire.kind,
    producer: wire.producer.connectionId,
    source: wire.sourceArn,
    ...Object.fromEntries(answers),
    consumer: wire.consumer.connectionId,
    function: readerOf(wire),
  });
}

function link(choices: Record<string, unknown>): string {
  const given = Object.entries(choices).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return `/wires/new?${new URLSearchParams(given)}`;
}
