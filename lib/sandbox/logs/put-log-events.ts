import type { InputLogEvent, PutLogEventsRequest, PutLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Call, Operation } from '../service';
import { askForGroup, groupArn, groupName, invalidParameter, theGroup, theLogStream } from './group-reference';
import { tellLiveTails } from './live-tails';
import { expire, type LogEvent, type LogGroup, type LogStream, logsState, sizeOf } from './logs-state';

const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_048_576;
const OLDEST = 14 * 86_400_000;
const NEWEST = 2 * 3_600_000;

type Line = { timestamp: number; message: string };

export const putLogEvents: Operation<PutLogEventsRequest, PutLogEventsResponse> = {
  effect: 'flows',
  asks: (input, call) => [askForGroup('PutLogEvents', groupName(input), call, input.logStreamName)],
  limit: () => ({ bucket: 'PutLogEvents', perSecond: 5000 }),
  run: (input, call) => {
    const group = theGroup(input, call);
    const stream = theLogStream(group, input.logStreamName);
    const lines = checkLines(input.logEvents ?? []);
    const { accepted, rejected } = sortOut(lines, group, call.clock.now());
    append(stream, accepted, call);
    for (const line of accepted) tell(line, group, stream, call);
    expire(group, call.clock.now());
    return { nextSequenceToken: String(call.clock.now()).padEnd(56, '0'), rejectedLogEventsInfo: rejected };
  },
};

function checkLines(events: InputLogEvent[]): Line[] {
  if (events.length === 0 || events.length > MOST_EVENTS) {
    const bound = events.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${MOST_EVENTS}`;
    const rule = `Member must have length ${bound}`;
    throw invalidParameter(
      `1 validation error detected: Value '[${events.length} events]' at 'logEvents' failed to satisfy constraint: ${rule}`,
    );
  }
  const lines = events.map(({ timestamp = 0, message = '' }) => ({ timestamp, message }));
  const first = lines[0]?.timestamp ?? 0;
  const last = lines.at(-1)?.timestamp ?? 0;
  if (lines.some(({ timestamp }, index) => timestamp < (lines[index - 1]?.timestamp ?? timestamp))) {
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  }
  if (last - first > 86_400_000) {
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  }
  if (lines.some(({ message }) => message === '')) throw invalidParameter('Log event message must not be empty.');
  const bytes = lines.reduce((sum, line) => sum + sizeOf(line), 0);
  if (bytes > MOST_BYTES) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MOST_BYTES}`);
  }
  return lines;
}

/** Lines that are too old or too new are left out, and the answer says from where to where. */
function sortOut(lines: Line[], group: LogGroup, now: number) {
  const expired = now - (group.retentionDays ?? Number.POSITIVE_INFINITY) * 86_400_000;
  const isExpired = ({ timestamp }: Line) => timestamp < expired;
  const isTooOld = ({ timestamp }: Line) => timestamp < now - OLDEST;
  const isTooNew = ({ timestamp }: Line) => timestamp > now + NEWEST;
  const accepted = lines.filter((line) => !isExpired(line) && !isTooOld(line) && !isTooNew(line));
  if (accepted.length === lines.length) return { accepted, rejected: undefined };
  const expiredEnd = lines.findLastIndex(isExpired) + 1;
  const oldEnd = lines.findLastIndex(isTooOld) + 1;
  const newStart = lines.findIndex(isTooNew);
  return {
    accepted,
    rejected: {
      expiredLogEventEndIndex: expiredEnd || undefined,
      tooOldLogEventEndIndex: oldEnd || undefined,
      tooNewLogEventStartIndex: newStart < 0 ? undefined : newStart,
    },
  };
}

function append(stream: LogStream, lines: Line[], call: Call): void {
  const state = logsState(call.world, call.accountId, call.region);
  const ingestedAt = call.clock.now();
  const late = (lines[0]?.timestamp ?? 0) < (stream.events.at(-1)?.timestamp ?? 0);
  for (const { timestamp, message } of lines) {
    state.eventsPut += 1;
    stream.events.push({ id: eventId(timestamp, state.eventsPut), timestamp, ingestedAt, message });
  }
  if (late) stream.events.sort(inOrder);
  stream.lastIngestedAt = ingestedAt;
}

function tell({ timestamp, message }: Line, group: LogGroup, stream: LogStream, call: Call): void {
  const logGroupIdentifier = groupArn(call, group.name);
  const event = { logGroupIdentifier, logStreamName: stream.name, timestamp, message, ingestionTime: call.clock.now() };
  tellLiveTails(call.world, call, event);
}

type Moment = Pick<LogEvent, 'timestamp' | 'id'>;

/** Orders lines by their time, and those of one moment as they came. */
export function inOrder(a: Moment, b: Moment): number {
  if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** 56 digits that begin with the time, as the ids of CloudWatch Logs do. */
function eventId(timestamp: number, counter: number): string {
  return ((BigInt(timestamp) << 144n) | BigInt(counter)).toString().padStart(56, '0');
}
