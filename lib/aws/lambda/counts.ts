import { type MetricQuery, readMetrics } from '../cloudwatch/read';
import type { CountTrace } from '../trace-counts';

const minute = 60_000;

/** AWS keeps these by the minute, so the sums begin at the full minute before `since`. */
export const countTrace: CountTrace = async (session, functionName, uuid, since) => {
  const ofFunction = { FunctionName: functionName };
  const sum = (id: string, metric: string, dimensions: Record<string, string>): MetricQuery => ({
    id,
    namespace: 'AWS/Lambda',
    metric,
    dimensions,
    statistic: 'Sum',
    periodSeconds: 60,
  });
  const queries = [
    sum('invocations', 'Invocations', ofFunction),
    sum('errors', 'Errors', ofFunction),
    sum('throttles', 'Throttles', ofFunction),
    ...(uuid === null ? [] : [sum('polled', 'PolledEventCount', { EventSourceMappingUUID: uuid })]),
    ...(uuid === null ? [] : [sum('filteredOut', 'FilteredOutEventCount', { EventSourceMappingUUID: uuid })]),
  ];
  const from = Math.floor(since / minute) * minute;
  const read = await readMetrics(session, queries, from, Date.now() + minute);
  if (read.state !== 'known') return null;
  const total = (id: string) => (read.value[id] ?? []).reduce((all, { value }) => all + value, 0);
  return {
    polled: total('polled'),
    filteredOut: total('filteredOut'),
    invocations: total('invocations'),
    errors: total('errors'),
    throttles: total('throttles'),
  };
};
