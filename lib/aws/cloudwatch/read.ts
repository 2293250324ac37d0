import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Read } from '@/lib/wiring/read';
import { reading } from '../session/reading';
import type { Session } from '../session/session';

/** One line of a chart. `id` begins with a small letter; `periodSeconds` is a multiple of 60. */
export type MetricQuery = {
  id: string;
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  statistic: 'Sum' | 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'p50' | 'p90' | 'p99';
  periodSeconds: number;
};

/** ISO times, oldest first. */
export type MetricPoint = { at: string; value: number };

/** Points of every query between two epoch milliseconds, by the query's id. AWS bills each query, empty or not. */
export async function readMetrics(
  session: Session,
  queries: readonly MetricQuery[],
  from: number,
  to: number,
): Promise<Read<Record<string, MetricPoint[]>>> {
  return reading(session, 'cloudwatch:GetMetricData', undefined, async () => {
    const points = new Map<string, MetricPoint[]>(queries.map((query) => [query.id, []]));
    let next: string | undefined;
    do {
      const page = await session.client(CloudWatchClient).send(
        new GetMetricDataCommand({
          StartTime: new Date(from),
          EndTime: new Date(to),
          ScanBy: 'TimestampAscending',
          MetricDataQueries: queries.map(toQuery),
          NextToken: next,
        }),
      );
      for (const result of page.MetricDataResults ?? []) {
        const line = points.get(result.Id ?? '');
        result.Timestamps?.forEach((at, index) => {
          line?.push({ at: at.toISOString(), value: result.Values?.[index] ?? 0 });
        });
      }
      next = page.NextToken;
    } while (next !== undefined);
    return Object.fromEntries(points);
  });
}

function toQuery(query: MetricQuery) {
  return {
    Id: query.id,
    MetricStat: {
      Metric: {
        Namespace: query.namespace,
        MetricName: query.metric,
        Dimensions: Object.entries(query.dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: query.periodSeconds,
      Stat: query.statistic,
    },
  };
}
