import { countTraceOf } from '@/lib/aws/service';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import type { TraceCounts } from '@/lib/aws/trace-counts';
import { settingsOf } from '@/lib/wiring/projection';
import type { Read } from '@/lib/wiring/read';
import type { Pulse } from '@/lib/wiring/resource/resource';
import type { ResourceTable } from '@/lib/wiring/resource/resources';
import type { Thing } from '@/lib/wiring/thing';
import { knownValue, readOf } from '@/lib/wiring/view';
import { pause } from '../server/pause';
import { type LogFinding, linesSince, nothingRead } from '../tail/lines-since';
import { type Gathered, gatherEvidence } from '../wire/gather-evidence';
import type { Reading } from '../wire/reading';
import type { TestRecord } from './test-record-input';
import { type StallFacts, whyNotInvoked, whyNotLogged, whyNotPickedUp } from './trace-cause';
import type { TraceEvent } from './trace-event';
import type { TraceLegs } from './trace-legs';
import { invocationOf, invocationsIn, lineNaming, type Marks, marksOf, patternFor } from './trace-marks';
import type { TraceableWire } from './traceable-wire';

/** What stood before the record was put, to tell what came of it. */
export type Baseline = {
  session: Session;
  gathered: Gathered;
  /** The mapping's id where there is one. */
  uuid: string | null;
  logGroup: string;
  /** What was delivered since a moment before. */
  count: () => Promise<TraceCounts>;
  counted: TraceCounts;
};

export async function readBaseline(wire: TraceableWire, reading: Reading): Promise<Baseline> {
  const { resources } = reading.rooms;
  const { connection, region, arn, is } = wire.reader;
  const session = openSession(connection, region, 'read', reading.services);
  const gathered = await gatherEvidence(wire, reading);
  const { view } = gathered;
  const pulse = wire.kind.pulse === null ? null : knownValue(readOf(view, wire.kind.pulse));
  const uuid = pulse && (resources[pulse.is]?.name(pulse.arn) ?? null);
  const logGroup = resources[is]?.logGroup?.(knownValue(readOf(view, 'reader')), arn) ?? '';
  const name = resources[is]?.name(arn) ?? arn;
  const since = Date.now();
  const counting = countTraceOf(reading.services, is);
  const count = async () => (counting ? counting(session, name, uuid, since) : null);
  return { session, gathered, uuid, logGroup, count, counted: await count() };
}

export type Following = {
  wire: TraceableWire;
  baseline: Baseline;
  record: TestRecord;
  /** By which AWS names the record to whoever reads it. */
  id: string;
  legs: TraceLegs;
  send: (event: TraceEvent) => void;
  signal: AbortSignal;
  reading: Reading;
};

/** Milliseconds; `afterwards` is for the log, once the record was invoked with or dropped. The practice accounts are quick, and nobody pays for asking there. */
const paces = {
  practice: { logs: 400, metrics: 2_000, giveUp: 30_000, afterwards: 8_000 },
  aws: { logs: 1_500, metrics: 15_000, giveUp: 120_000, afterwards: 30_000 },
};

/** AWS's clock and ours, in milliseconds. */
const clockSlack = 250;

/** Looks for the record in the function's log and in the counts of mapping and function until it arrives or stalls. */
export async function followRecord(following: Following): Promise<void> {
  const { wire, baseline, legs, send, signal, id, record, reading } = following;
  const { gathered, count, counted } = baseline;
  let log = nothingRead;
  if (readOf(gathered.view, wire.kind.pulse ?? '').state === 'absent') {
    return stall(following, stallFacts(following, gathered, null, log));
  }
  const pace = wire.reader.connection.sandbox ? paces.practice : paces.aws;
  const marks = marksOf(id, record.data);
  let counts = counted;
  let countedAt = Date.now();
  let giveUpAt = legs.sentAt + pace.giveUp;
  let settling = false;
  while (Date.now() < giveUpAt) {
    if (signal.aborted) return;
    log = await readSince(baseline, legs.sentAt, marks);
    if (Date.now() - countedAt >= pace.metrics) {
      counts = (await count()) ?? counts;
      countedAt = Date.now();
    }
    const before = JSON.stringify(legs.legs);
    note(following, log, marks, counts);
    if (JSON.stringify(legs.legs) !== before) send({ legs: legs.legs });
    if (legs.current === null) return;
    const dropped = counted !== null && counts !== null && counts.filteredOut > counted.filteredOut;
    if ((legs.isDone('invoked') || dropped) && !settling) {
      settling = true;
      giveUpAt = Math.min(giveUpAt, Date.now() + pace.afterwards);
    }
    await pause(pace.logs, signal);
  }
  stall(following, stallFacts(following, await gatherEvidence(wire, reading), (await count()) ?? counts, log));
}

/** Ends every leg that what was read shows to have ended. */
function note({ baseline, legs }: Following, log: LogFinding, marks: Marks, counts: TraceCounts): void {
  const { uuid, counted } = baseline;
  const mapping: Record<string, string> = uuid === null ? {} : { uuid };
  const grew = (what: keyof NonNullable<TraceCounts>) =>
    counted !== null && counts !== null && counts[what] > counted[what];
  const invocations = invocationsIn(log.lines).filter(
    ({ startedAt }) => Date.parse(startedAt) >= legs.sentAt - clockSlack,
  );
  const line = lineNaming(log.lines, marks);
  const invocation = line ? invocationOf(line, invocations) : invocations[0];
  if (invocation) {
    const at = Date.parse(invocation.startedAt);
    legs.done('picked-up', at, mapping);
    if (!line) legs.done('invoked', at, { requestId: invocation.requestId });
  }
  if (line) {
    legs.done('invoked', Date.parse(line.at), invocation ? { requestId: invocation.requestId } : {});
    legs.done('logged', Date.parse(line.ingestedAt), { logGroup: line.group, stream: line.stream, line: line.message });
    return;
  }
  if (grew('polled') && !legs.isDone('picked-up')) legs.done('picked-up', Date.now(), mapping);
  if (grew('invocations') && !legs.isDone('invoked')) legs.done('invoked', Date.now(), {});
}

/** Lines written since that name the record or begin an invocation. */
function readSince({ session, logGroup: group }: Baseline, sentAt: number, marks: Marks): Promise<LogFinding> {
  // A little back, for clocks that differ.
  return linesSince({ session, group }, sentAt - 2_000, `${patternFor(marks)} ?"START RequestId" ?"platform.start"`);
}

function stallFacts(
  { wire, baseline: { counted, logGroup }, reading }: Following,
  { view, verdicts }: Gathered,
  counts: TraceCounts,
  log: LogFinding,
): StallFacts {
  const grown = (what: keyof NonNullable<TraceCounts>) => (counted && counts ? counts[what] - counted[what] : null);
  return {
    verdicts,
    pulse: pulseIn(reading.rooms.resources, readOf(view, wire.kind.pulse ?? '')),
    settings: settingsOf(view, wire.kind.pulse),
    throttles: grown('throttles'),
    errors: grown('errors'),
    filteredOut: grown('filteredOut'),
    logRefusal: log.refusal,
    logFailure: log.failure,
    logMissing: log.missing,
    logGroup,
  };
}

/** What moves the records, as it says of itself. */
function pulseIn(resources: ResourceTable, read: Read<Thing>): Read<Pulse> {
  if (read.state !== 'known') return read;
  const value = resources[read.value.is]?.pulse?.(read.value);
  return value ? { ...read, value } : { state: 'pending' };
}

const whyNot = { 'picked-up': whyNotPickedUp, invoked: whyNotInvoked, logged: whyNotLogged };

function stall({ legs, send }: Following, facts: StallFacts): void {
  const leg = legs.current;
  if (leg === null || leg === 'put') return;
  legs.stop('stalled', whyNot[leg](facts), knownValue(facts.pulse)?.said);
  send({ legs: legs.legs });
}
