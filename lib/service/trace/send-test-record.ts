import { type CallFault, callFault } from '@/lib/aws/session/call-fault';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import { underPermit } from '@/lib/aws/session/write-permit';
import { findConnection } from '@/lib/store/connections';
import type { Message } from '@/lib/wiring/message';
import { connectionToChange, NotPermitted } from '../run/step-permission';
import { log } from '../server/log';
import { productReading, type Reading } from '../wire/reading';
import { followRecord, readBaseline } from './follow-record';
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
  const { connection, region } = wire.source;
  const session = openSession(connection, region, 'change', reading.services);
  let legs = new TraceLegs(Date.now());
  send({ legs: legs.legs });
  const baseline = await readBaseline(wire, reading);
  legs = new TraceLegs(Date.now());
  const put = await putOn(session, wire, record, legs, reading);
  send({ legs: legs.legs });
  if (put === null) return;
  try {
    await followRecord({ wire, baseline, record, id: put[wire.put.id] ?? '', legs, send, signal, reading });
  } catch (error) {
    log.error({ error }, 'following a test record failed');
    legs.stop('failed', { key: 'trace.cause.follow-failed' }, { message: wordsOf(callFault(error, reading.services)) });
    send({ legs: legs.legs });
  }
}

/** AWS's words on where the record is; `null` where it was not taken, which its leg says. */
async function putOn(
  session: Session,
  { source, put: way }: TraceableWire,
  record: TestRecord,
  legs: TraceLegs,
  { services }: Reading,
): Promise<Record<string, string> | null> {
  try {
    const put = await underPermit(
      () => checkMayPut(source),
      () => way.put(session, source.arn, record),
    );
    legs.done('put', Date.now(), put);
    return put;
  } catch (error) {
    const fault = callFault(error, services);
    const refused: Message = { key: 'trace.cause.put-refused', values: { action: way.action } };
    const withheld = error instanceof NotPermitted ? error.failure.cause : null;
    const cause: Message = fault.nature === 'refused' ? refused : { key: 'trace.cause.put-failed' };
    legs.stop('failed', withheld ?? cause, { message: wordsOf(fault) });
    return null;
  }
}

/** Somebody may forbid it after it was asked for: that is looked at before each attempt. */
async function checkMayPut({ connection: { id, accountId } }: TraceableWire['source']): Promise<void> {
  await connectionToChange({ connectionOf: findConnection }, { connectionId: id, accountId });
}

function wordsOf({ code, message }: CallFault): string {
  return `${code}: ${message}`;
}
