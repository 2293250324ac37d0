import type {
  FilterLogEventsRequest,
  FilterLogEventsResponse,
  GetLogEventsRequest,
  GetLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../service';
import { filterPattern } from './filter-pattern';
import { askForGroup, groupName, invalidParameter, theGroup, theLogStream } from './group-reference';
import { type LogEvent, type LogGroup, type LogStream, sizeOf } from './logs-state';
import { openPage, sealPage } from './page-token';
import { inOrder } from './put-log-events';

const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_048_576;
/** One request looks through so much; with few matches its page is short or empty and carries a token all the same. */
const MOST_BYTES_SEARCHED = 4 * 1_048_576;
const NEWEST_FIRST_SINCE = Date.UTC(2024, 0, 1);

type Found = { event: LogEvent; stream: string };
type FilterPlace = { after: { timestamp: number; id: string }; forward: boolean };

export const filterLogEvents: Operation<FilterLogEventsRequest, FilterLogEventsResponse> = {
  effect: 'reads',
  asks: (input, call) => [askForGroup('FilterLogEvents', groupName(input), call)],
  limit: (_, { region }) => ({ bucket: 'FilterLogEvents', perSecond: filterRate(region) }),
  run: (input, call) => {
    const group = theGroup(input, call);
    const matches = filterPattern(input.filterPattern ?? '');
    const { after, forward } = startingPlace(input, call.clock.now());
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input;
    const all = streamsSearched(group, input)
      .flatMap((stream) => stream.events.map((event) => ({ event, stream: stream.name })))
      .filter(({ event }) => event.timestamp >= startTime && event.timestamp <= endTime)
      .sort((a, b) => (forward ? inOrder(a.event, b.event) : inOrder(b.event, a.event)))
      .filter(({ event }) => !after || (forward ? inOrder(event, after) > 0 : inOrder(after, event) > 0));
    const { found, last } = search(all, matches, limitOf(input.limit));
    const place = last && { after: { timestamp: last.timestamp, id: last.id }, forward };
    return {
      events: found.map(({ event, stream }) => ({ ...shown(event), logStreamName: stream, eventId: event.id })),
      searchedLogStreams: [],
      nextToken: place && sealPage(place, call.clock.now()),
    };
  },
};

export const getLogEvents: Operation<GetLogEventsRequest, GetLogEventsResponse> = {
  asks: (input, call) => [askForGroup('GetLogEvents', groupName(input), call, input.logStreamName)],
  limit: () => ({ bucket: 'GetLogEvents', perSecond: 25 }),
  run: (input, call) => {
    const { events } = theLogStream(theGroup(input, call), input.logStreamName);
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input;
    const wanted = events.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
    const { forward, edge } = edgeOf(input);
    const page = pageFrom(wanted, forward, edge, limitOf(input.limit));
    const first = page[0]?.id ?? edge;
    const last = page.at(-1)?.id ?? (input.nextToken === undefined ? '0' : edge);
    return { events: page.map(shown), nextForwardToken: `f/${last}`, nextBackwardToken: `b/${first}` };
  },
};

/** FilterLogEvents a second: most Regions take 10. */
function filterRate(region: string): number {
  if (region === 'us-east-1') return 25;
  return region === 'eu-central-1' || region === 'ap-northeast-3' ? 5 : 10;
}

function streamsSearched(group: LogGroup, input: FilterLogEventsRequest): LogStream[] {
  const { logStreamNames: names, logStreamNamePrefix: prefix } = input;
  if (names && prefix !== undefined) {
    throw invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');
  }
  if (names) {
    if (names.length > 100) throw invalidParameter('At most 100 log streams can be searched in one request.');
    return names.map((name) => theLogStream(group, name));
  }
  return [...group.streams.values()].filter(({ name }) => name.startsWith(prefix ?? ''));
}

function startingPlace(input: FilterLogEventsRequest, now: number): Partial<FilterPlace> & { forward: boolean } {
  if (input.nextToken !== undefined) return openPage<FilterPlace>(input.nextToken, now);
  const forward = input.startFromHead ?? true;
  if (!forward && (input.startTime ?? 0) < NEWEST_FIRST_SINCE) {
    throw invalidParameter('startFromHead=false is supported only when startTime is on or after 2024-01-01T00:00:00Z.');
  }
  return { forward };
}

/** The matches of one page, and where the search stopped if there is more to look through. */
function search(all: Found[], matches: (message: string) => boolean, limit: number) {
  const found: Found[] = [];
  let bytes = 0;
  let searched = 0;
  for (const [index, each] of all.entries()) {
    searched += sizeOf(each.event);
    if (matches(each.event.message)) {
      found.push(each);
      bytes += sizeOf(each.event);
    }
    const full = found.length >= limit || bytes >= MOST_BYTES || searched >= MOST_BYTES_SEARCHED;
    if (full && index < all.length - 1) return { found, last: each.event };
  }
  return { found, last: undefined };
}

/** `f/ID` goes on after an event, `b/ID` before it. Without a token reading starts at the head or the tail. */
function edgeOf(input: GetLogEventsRequest): { forward: boolean; edge: string } {
  const token = input.nextToken;
  if (token === undefined) {
    return input.startFromHead ? { forward: true, edge: '0' } : { forward: false, edge: '9'.repeat(56) };
  }
  const [, direction, edge] = /^([fb])\/(\d{1,56})$/.exec(token) ?? [];
  if (direction === undefined || edge === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return { forward: direction === 'f', edge };
}

function pageFrom(events: LogEvent[], forward: boolean, edge: string, limit: number): LogEvent[] {
  const padded = edge.padStart(56, '0');
  const beyond = events.filter(({ id }) => (forward ? id > padded : id < padded));
  const nearest = forward ? beyond : beyond.reverse();
  const page: LogEvent[] = [];
  let bytes = 0;
  for (const event of nearest) {
    bytes += sizeOf(event);
    if (page.length >= limit || (page.length > 0 && bytes > MOST_BYTES)) break;
    page.push(event);
  }
  return forward ? page : page.reverse();
}

function limitOf(limit: number | undefined): number {
  if (limit === undefined) return MOST_EVENTS;
  if (limit >= 1 && limit <= MOST_EVENTS) return limit;
  const rule = `Member must have value ${limit < 1 ? 'greater than or equal to 1' : `less than or equal to ${MOST_EVENTS}`}`;
  throw invalidParameter(
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ${rule}`,
  );
}

function shown({ timestamp, message, ingestedAt }: LogEvent) {
  return { timestamp, message, ingestionTime: ingestedAt };
}
