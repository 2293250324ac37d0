import { putRecord } from '@/lib/aws/kinesis/put-record';
import { callFault } from '@/lib/aws/session/call-fault';
import { openSession } from '@/lib/aws/session/open-session';
import { arnOf } from '@/lib/wiring/arn';
import type { Said } from '@/lib/wiring/said';
import type { Leg } from '@/lib/wiring/trace';
import { refusal } from '../http/refuse';
import { findWire } from '../wire/find-wire';
import type { WireToRead } from '../wire/gather-evidence';
import { followRecord, groundBefore } from './follow-record';
import type { TestRecord } from './test-record-input';
import { TraceLegs } from './trace-legs';

export type TraceEvent = { legs: Leg[] };

/** A wire through which a record can be sent. */
export type TraceableWire = WireToRead & { functionArn: string } & Record<
    'producer' | 'consumer',
    NonNullable<WireToRead['producer']>
  >;

/** Throws the problem that keeps a test record from being sent: no function, no connection, or a read-only one. */
export async function traceableWire(wireId: string): Promise<TraceableWire> {
  const wire = await findWire(wireId);
  const { functionArn, producer, consumer } = wire;
  if (functionArn === null) throw refusal(409, 'no-function', { reader: wire.readerArn });
  if (producer === null) throw refusal(409, 'connection-gone', { account: arnOf(wire.sourceArn).accountId });
  if (consumer === null) throw refusal(409, 'connection-gone', { account: arnOf(functionArn).accountId });
  if (producer.mode === 'read-only') throw refusal(403, 'read-only-connection', { name: producer.name });
  return { ...wire, functionArn, producer, consumer };
}

/** Puts one record on the stream and follows it: put, picked up, invoked, logged. Sends all legs on every change. */
export async function sendTestRecord(
  wire: TraceableWire,
  record: TestRecord,
  send: (event: TraceEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const session = openSession(wire.producer, arnOf(wire.sourceArn).region, 'change');
  let legs = new TraceLegs(Date.now());
  send({ legs: legs.legs });
  const ground = await groundBefore(wire);
  legs = new TraceLegs(Date.now());
  try {
    const put = await putRecord(session, wire.sourceArn, record.partitionKey, record.data);
    legs.done('put', Date.now(), put);
    send({ legs: legs.legs });
    await followRecord({ wire, ground, record, put, legs, send, signal });
  } catch (error) {
    const { nature, code, message } = callFault(error);
    const refused: Said = { key: 'trace.cause.put-refused', values: { action: 'kinesis:PutRecord' } };
    legs.stop('failed', nature === 'refused' ? refused : { key: 'trace.cause.put-failed' }, {
      message: `${code}: ${message}`,
    });
    send({ legs: legs.legs });
  }
}
