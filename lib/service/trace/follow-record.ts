import type { PutRecord } from '@/lib/aws/kinesis/put-record';
import { filterEvents } from '@/lib/aws/logs/read';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import { arnOf, functionName } from '@/lib/wiring/arn';
import type { LogLine } from '@/lib/wiring/log-line';
import type { Refusal } from '@/lib/wiring/read';
import { pause } from '../server/pause';
import { type Gathered, gatherEvidence } from '../wire/gather-evidence';
import type { TraceableWire, TraceEvent } from './send-test-record';
import type { TestRecord } from './test-record-input';
import { type StallFacts, whyNotInvoked, whyNotLogged, whyNotPickedUp } from './trace-cause';
import type { TraceLegs } from './trace-legs';
import { invocationOf, invocationsIn, lineNaming, type Marks, marksOf, patternFor } from './trace-marks';
import { type TraceCounts, traceCounts } from './trace-metrics';

/** What stood before the record was put, to tell what came of it. */
export type Ground = {
  session: Session;
  gathered: Gathered;
  /** The mapping's, where there is one. */
  uuid: string | null;
  /** Counts are kept by the minute and summed since this moment, epoch milliseconds. */
  since: number;
  baseline: TraceCounts;
};

export async function groundBefore(wire: TraceableWire): Promise<Ground> {
  const session = openSession(wire.consumer, arnOf(wire.functionArn).region, 'read');
  const gathered = await gatherEvidence(wire);
  const uuid = gathered.evidence.mapping.state === 'known' ? gathered.evidence.mapping.value.uuid : null;
  const since = Date.now();
  const baseline = await traceCounts(session, functionName(wire.functionArn), uuid, since);
  return { session, gathered, uuid, since, baseline };
}

export type Following = {
  wire: TraceableWire;
  ground: Ground;
  record: TestRecord;
  put: PutRecord;
  legs: TraceLegs;
  send: (event: TraceEvent) => void;
  signal: AbortSignal;
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
  const { wire, ground, legs, send, signal, put, record } = following;
  const { session, gathered, uuid, since, baseline } = ground;
  let log = nothingRead;
  if (gathered.evidence.mapping.state === 'absent') return stall(following, stallFacts(gathered, baseline, null, log));
  const pace = wire.consumer.sandbox ? paces.practice : paces.aws;
  const marks = marksOf(put.sequenceNumber, record.data);
  const count = () => traceCounts(session, functionName(wire.functionArn), uuid, since);
  let counts = baseline;
  let countedAt = Date.now();
  let giveUpAt = legs.sentAt + pace.giveUp;
  let settling = false;
  while (Date.now() < giveUpAt) {
    if (signal.aborted) return;
    log = await readSince(session, gathered.ends.logGroup, legs.sentAt, marks);
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
  stall(following, stallFacts(await gatherEvidence(wire), baseline, (await count()) ?? counts, log));
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

function stallFacts(gathered: Gathered, baseline: TraceCounts, counts: TraceCounts, log: LogFinding): StallFacts {
  const grown = (what: keyof NonNullable<TraceCounts>) => (baseline && counts ? counts[what] - baseline[what] : null);
  return {
    verdicts: gathered.verdicts,
    evidence: gathered.evidence,
    throttles: grown('throttles'),
    errors: grown('errors'),
    filteredOut: grown('filteredOut'),
    logRefusal: log.refusal,
    logFailure: log.failure,
    logMissing: log.missing,
    logGroup: gathered.ends.logGroup,
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
