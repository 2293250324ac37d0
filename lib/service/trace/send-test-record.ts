import { testPutOf } from '@/lib/aws/service';
import { callFault } from '@/lib/aws/session/call-fault';
import { openSession } from '@/lib/aws/session/open-session';
import type { Message } from '@/lib/wiring/message';
import { refusal } from '../http/refuse';
import { productReading, type Reading } from '../wire/reading';
import { followRecord, groundBefore } from './follow-record';
import type { TestRecord } from './test-record-input';
import type { TraceEvent } from './trace-event';
import { TraceLegs } from './trace-legs';
import type { TraceableWire } from './traceable-wire';

/** Puts one record on the source and follows it: put, picked up, invoked, logged. Sends all legs on every change. */
export async function sendTestRecord(
  wire: TraceableWire,
  record: TestRecord,
  send: (event: TraceEvent) => void,
  signal: AbortSignal,
  reading: Reading = productReading,
): Promise<void> {
  const { connection, region, arn, is } = wire.source;
  const way = testPutOf(reading.services, is);
  if (way === null) throw refusal(409, 'no-test-record', { source: arn });
  const session = openSession(connection, region, 'change', reading.services);
  let legs = new TraceLegs(Date.now());
  send({ legs: legs.legs });
  const ground = await groundBefore(wire, reading);
  legs = new TraceLegs(Date.now());
  try {
    const put = await way.put(session, arn, record);
    legs.done('put', Date.now(), put);
    send({ legs: legs.legs });
    await followRecord({ wire, ground, record, id: put[way.id] ?? '', legs, send, signal, reading });
  } catch (error) {
    const { nature, code, message } = callFault(error);
    const refused: Message = { key: 'trace.cause.put-refused', values: { action: way.action } };
    legs.stop('failed', nature === 'refused' ? refused : { key: 'trace.cause.put-failed' }, {
      message: `${code}: ${message}`,
    });
    send({ legs: legs.legs });
  }
}
