import { filterEvents } from '@/lib/aws/logs/read';
import type { LogLine } from '@/lib/wiring/log-line';
import type { Refusal } from '@/lib/wiring/read';
import type { WireLog } from './read-logs';

/** Lines of a log, and why there are no more of them. */
export type LogFinding = { lines: LogLine[]; refusal: Refusal | null; failure: string | null; missing: boolean };

export const nothingRead: LogFinding = { lines: [], refusal: null, failure: null, missing: false };

const mostPages = 5;

/** Lines that match a filter pattern, written since a moment in epoch milliseconds, as far as a few pages hold them. */
export async function linesSince({ session, group }: WireLog, startTime: number, pattern: string): Promise<LogFinding> {
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
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
