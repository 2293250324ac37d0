import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { LogLine } from '@/lib/wiring/log-line';
import type { Read } from '@/lib/wiring/read';
import { reading } from '../session/reading';
import type { Session } from '../session/session';

/** Times are epoch milliseconds; `pattern` is CloudWatch's filter syntax, at most 1,024 characters. */
export type LogQuery = {
  group: string;
  startTime: number;
  endTime?: number;
  pattern?: string;
  nextToken?: string;
};

export function logGroupArn({ partition, region, connection }: Session, group: string): string {
  return `arn:${partition}:logs:${region}:${connection.accountId}:log-group:${group}`;
}

/** One page of a group's lines; `absent` when there is no such group. An empty page with a token is normal. */
export async function filterEvents(
  session: Session,
  query: LogQuery,
): Promise<Read<{ lines: LogLine[]; nextToken: string | null }>> {
  return reading(session, 'logs:FilterLogEvents', logGroupArn(session, query.group), async () => {
    const page = await session.client(CloudWatchLogsClient).send(
      new FilterLogEventsCommand({
        logGroupName: query.group,
        startTime: query.startTime,
        endTime: query.endTime,
        filterPattern: query.pattern || undefined,
        nextToken: query.nextToken,
      }),
    );
    const lines = (page.events ?? []).map((event) => ({
      id: event.eventId ?? '',
      at: new Date(event.timestamp ?? 0).toISOString(),
      ingestedAt: new Date(event.ingestionTime ?? event.timestamp ?? 0).toISOString(),
      stream: event.logStreamName ?? '',
      group: query.group,
      message: event.message ?? '',
    }));
    return { lines, nextToken: page.nextToken ?? null };
  });
}
