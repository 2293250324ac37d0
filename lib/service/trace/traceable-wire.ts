import { testPutOf } from '@/lib/aws/service';
import type { TestPut } from '@/lib/aws/test-record';
import type { Connection } from '@/lib/wiring/connection';
import { chosenParts } from '@/lib/wiring/kind/chosen-parts';
import type { NamedPart } from '@/lib/wiring/kind/kind';
import { refusal } from '../http/refuse';
import { findWire, type WireToRead } from '../wire/find-wire';
import { productReading, type Reading } from '../wire/reading';

/** One end of a wire and who acts for it. */
type TraceEnd = { is: NamedPart['is']; arn: string; region: string; connection: Connection };

/** A wire through which a record can be sent. */
export type TraceableWire = WireToRead & { source: TraceEnd; reader: TraceEnd; put: TestPut };

/**
 * Throws the problem that keeps a test record from being sent: no function, no connection, a read-only one, or a source
 * on which nobody can put one.
 */
export async function traceableWire(
  wireId: string,
  { rooms, services }: Reading = productReading,
): Promise<TraceableWire> {
  const wire = await findWire(wireId, rooms);
  const { kind, chosen, connectionFor } = wire;
  const parts = chosenParts(kind, chosen);
  const end = (part: NamedPart | undefined): TraceEnd => {
    if (!part || !('arn' in part.ref) || kind.pulse === null) {
      throw refusal(409, 'no-function', { reader: chosen.reader });
    }
    const connection = connectionFor(part);
    if (connection === null) throw refusal(409, 'connection-gone', { account: part.place.accountId });
    return { is: part.is, arn: part.ref.arn, region: part.place.region, connection };
  };
  const reader = parts.reader && 'arn' in parts.reader.ref ? parts.reader : undefined;
  if (!reader) throw refusal(409, 'no-function', { reader: chosen.reader });
  const source = end(parts.source);
  const put = testPutOf(services, source.is);
  if (put === null) throw refusal(409, 'no-test-record', { source: source.arn });
  const found = { ...wire, source, reader: end(reader), put };
  if (source.connection.mode === 'read-only') {
    throw refusal(403, 'read-only-connection', { name: source.connection.name });
  }
  return found;
}
