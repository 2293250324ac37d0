import { type TraceCounts, traceCounts } from '@/lib/aws/lambda/counts';
import { filterEvents } from '@/lib/aws/logs/read';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import type { LogLine } from '@/lib/wiring/log-line';
import { evidenceFields } from '@/lib/wiring/projection';
import type { Refusal } from '@/lib/wiring/read';
import { pause } from '../server/pause';
import { type Gathered, gatherEvidence } from '../wire/gather-evidence';
import type { Reading } from '../wire/reading';
import type { TestRecord } from './test-record-input';
import { type StallFacts, whyNotInvoked, whyNotLogged, whyNotPickedUp } from './trace-cause';
import type { TraceEvent } from './trace-event';
import type { TraceLegs } from './trace-legs';
import { invocationOf, invocationsIn, lineNaming, type Marks, marksOf, patternFor } from './trace-marks';
import type { TraceableWire } from './traceable-wire';

/** What stood before the record was put, to tell what came of it. */
export type Ground = {
  session: Session;
  gathered: Gathered;
  /** The reader's name, and the mapping's id where there is one. */
  name: string;
  uuid: string | null;
  logGroup: string;
  /** Counts are kept by the minute and summed since this moment, epoch milliseconds. */
  since: number;
  baseline: TraceCounts;
};

export async function groundBefore(wire: TraceableWire, reading: Reading): Promise<Ground> {
  const { resources } = reading.rooms;
  const { connection, region, arn, is } = wire.reader;
  const session = openSession(connection, region, 'read', reading.services);
  const gathered = await gatherEvidence(wire, reading);
  const { parts } = gathered.view.evidence;
  const pulse = wire.kind.pulse === null ? undefined : parts[wire.kind.pulse];
  const uuid = pulse?.state === 'known' ? (resources[pulse.value.is]?.name(pulse.value.arn) ?? null) : null;
  const reader = parts.reader?.state === 'known' ? parts.reader.value : null;
  const logGroup = resources[is]?.logGroup?.(reader, arn) ?? '';
  const name = resources[is]?.name(arn) ?? arn;
  const since = Date.now();
  const baseline = await traceCounts(session, name, uuid, since);
  return { session, gathered, name, uuid, logGroup, since, baseline };
}

export type Following = {
  wire: TraceableWire;
  ground: Ground;
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

type LogFinding = { lines: LogLine[]; refusal: Refusal | null; failure: string | null; missing: boolean };

const nothingRead: LogFinding = { lines: [], refusal: null, failure: null, missing: false };

/** Looks for the record in the function's log and in the counts of mapping and function until it arrives or stalls. */
export async function followRecord(following: Following): Promise<void> {
  const { wire, ground, legs, send, signal, id, record, reading } = following;
  const { session, gathered, name, uuid, logGroup, since, baseline } = ground;
  let log = nothingRead;
  if (gathered.view.evidence.parts[wire.kind.pulse ?? '']?.state === 'absent') {
    return stall(following, stallFacts(following, gathered, null, log));
  }
  const pace = wire.reader.connection.sandbox ? paces.practice : paces.aws;
  const marks = marksOf(id, record.data);
  const count = () => traceCounts(session, name, uuid, since);
  let counts = baseline;
  let countedAt = Date.now();
  let giveUpAt = legs.sentAt + pace.giveUp;
  let settling = false;
  while (Date.now() < giveUpAt) {
    if (signal.aborted) return;
    log = await readSince(session, logGroup, legs.sentAt, marks);
    if (Date.now() - countedAt >= pace.metrics) {
      counts = (await count()) ?? counts;
      countedAt = Date.now();
    }
    const before = JSON.stringify(legs.legs);
    note(following, log, marks, counts);
    if (JSON.stringify(legs.legs) !== before) send({ legs: legs.legs });
    if (legs.current === null) return;
    const dropped = baseline !== null && counts !== null && counts.filteredOut > baseline.filteredOut;
    if ((legs.isDone('invoked') || dropped) && !settling) {
      settling = true;
      giveUpAt = Math.min(giveUpAt, Date.now() + pace.afterwards);
    }
    await pause(pace.logs, signal);
  }
  stall(following, stallFacts(following, await gatherEvidence(wire, reading), (await count()) ?? counts, log));
}

/** Ends every leg that what was read shows to have ended. */
function note({ ground, legs }: Following, log: LogFinding, marks: Marks, counts: TraceCounts): void {
  const { uuid, baseline } = ground;
  const mapping: Record<string, string> = uuid === null ? {} : { uuid };
  const grew = (what: keyof NonNullable<TraceCounts>) =>
    baseline !== null && counts !== null && counts[what] > baseline[what];
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
async function readSince(session: Session, group: string, sentAt: number, marks: Marks): Promise<LogFinding> {
  // A little back, for clocks that differ.
  const startTime = sentAt - 2_000;
  const pattern = `${patternFor(marks)} ?"START RequestId" ?"platform.start"`;
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < 5; page += 1) {
    const read = await filterEvents(session, { group, startTime, pattern, nextToken });
    if (read.state === 'absent') return { ...nothingRead, lines, missing: true };
    if (read.state === 'refused') return { ...nothingRead, lines, refusal: read.refusal };
    if (read.state === 'failed') return { ...nothingRead, lines, failure: read.message };
    if (read.state !== 'known') break;
    lines.push(...read.value.lines);
    if (read.value.nextToken === null) break;
    nextToken = read.value.nextToken;
  }
  return { ...nothingRead, lines };
}

function stallFacts(
  { ground: { baseline, logGroup } }: Following,
  gathered: Gathered,
  counts: TraceCounts,
  log: LogFinding,
): StallFacts {
  const grown = (what: keyof NonNullable<TraceCounts>) => (baseline && counts ? counts[what] - baseline[what] : null);
  return {
    verdicts: gathered.verdicts,
    evidence: evidenceFields(gathered.view),
    throttles: grown('throttles'),
    errors: grown('errors'),
    filteredOut: grown('filteredOut'),
    logRefusal: log.refusal,
    logFailure: log.failure,
    logMissing: log.missing,
    logGroup,
  };
}

const whyNot = { 'picked-up': whyNotPickedUp, invoked: whyNotInvoked, logged: whyNotLogged };

function stall({ legs, send }: Following, facts: StallFacts): void {
  const leg = legs.current;
  if (leg === null || leg === 'put') return;
  const mapping = facts.evidence.mapping;
  const said: Record<string, string> =
    mapping.state === 'known'
      ? { state: mapping.value.state, lastProcessingResult: mapping.value.lastProcessingResult ?? '' }
      : {};
  legs.stop('stalled', whyNot[leg](facts), said);
  send({ legs: legs.legs });
}
