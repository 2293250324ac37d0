import { filterEvents } from '@/lib/aws/logs/read';
import { readPart } from '@/lib/aws/read-part';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import { chosenParts } from '@/lib/wiring/kind/chosen-parts';
import type { LogLine } from '@/lib/wiring/log-line';
import { refusedValues } from '@/lib/wiring/refused-by';
import { refusal } from '../http/refuse';
import { findWire } from '../wire/find-wire';
import { productReading, type Reading } from '../wire/reading';

/** Times are epoch milliseconds. `cursor` goes on where an earlier page ended. */
export type LogRange = { from: number; to: number; filter: string | null; cursor: string | null };

export type LogPage = {
  lines: LogLine[];
  group: string;
  nextCursor: string | null;
  /** There are more lines in this range than were read. */
  truncated: boolean;
  /** The group does not exist (yet). */
  missingGroup: boolean;
};

export type WireLog = { session: Session; group: string };

/** Empty pages with a token are normal; one request reads on through this many. */
const mostPages = 8;
const enoughLines = 500;

/** The log group a wire's function writes to, as its configuration says. Throws problems for what is not there. */
export async function wireLog(
  wireId: string,
  { rooms, services, readers }: Reading = productReading,
): Promise<WireLog> {
  const { kind, chosen, connectionFor } = await findWire(wireId, rooms);
  const { reader } = chosenParts(kind, chosen);
  const group = reader && rooms.resources[reader.is]?.logGroup;
  if (!reader || !group || !('arn' in reader.ref)) throw refusal(409, 'no-function', { reader: chosen.reader });
  const connection = connectionFor(reader);
  if (connection === null) throw refusal(409, 'connection-gone', { account: reader.place.accountId });
  const session = openSession(connection, reader.place.region, 'read', services);
  // A function that is gone, or whose configuration may not be read, most likely wrote where functions write by default.
  const read = await readPart(session, reader, readers);
  return { session, group: group(read.state === 'known' ? read.value : null, reader.ref.arn) };
}

/** Lines of a time range, oldest first, with an honest word on whether there are more. */
export async function readLogs(wireId: string, range: LogRange, reading: Reading = productReading): Promise<LogPage> {
  const { session, group } = await wireLog(wireId, reading);
  const lines: LogLine[] = [];
  let cursor = range.cursor;
  for (let page = 0; page < mostPages && lines.length < enoughLines; page += 1) {
    const read = await filterEvents(session, {
      group,
      startTime: range.from,
      endTime: range.to,
      pattern: range.filter ?? undefined,
      nextToken: cursor ?? undefined,
    });
    if (read.state === 'absent') return { lines, group, nextCursor: null, truncated: false, missingGroup: true };
    if (read.state === 'refused') throw refusal(403, 'log-refused', { group, ...refusedValues(read.refusal) });
    if (read.state !== 'known') throw unreadable(group, read.state === 'failed' ? read.message : '');
    lines.push(...read.value.lines);
    cursor = read.value.nextToken;
    if (cursor === null) break;
  }
  lines.sort((one, other) => one.at.localeCompare(other.at));
  return { lines, group, nextCursor: cursor, truncated: cursor !== null, missingGroup: false };
}

/** AWS does not understand the pattern: asking again does not help. */
export function isBadFilter(message: string): boolean {
  return /filter pattern/i.test(message);
}

function unreadable(group: string, message: string) {
  if (isBadFilter(message)) return refusal(400, 'bad-filter', { message });
  if (/nextToken/i.test(message)) return refusal(400, 'bad-cursor', { message });
  return refusal(502, 'log-unread', { group, message });
}
