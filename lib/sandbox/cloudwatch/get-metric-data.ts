import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricDataResult,
  MetricStat,
} from '@aws-sdk/client-cloudwatch';
import { type Call, Fault, type Operation } from '../service';
import { evaluate } from './expression';
import { findSeries } from './metrics';
import { checkPeriod, type Points, sample, statistic } from './statistic';

const MOST_QUERIES = 500;
const MOST_POINTS = 100_800;

type Range = { from: number; to: number };
type Line = { query: MetricDataQuery; points: [number, number][] };

export const getMetricData: Operation<GetMetricDataInput, GetMetricDataOutput> = {
  asks: () => [{ action: 'cloudwatch:GetMetricData', resource: '*' }],
  limit: () => ({ bucket: 'GetMetricData', perSecond: 500 }),
  run: (input, call) => {
    const queries = input.MetricDataQueries ?? [];
    checkQueries(queries);
    const range = rangeOf(input);
    const oldestFirst = input.ScanBy === 'TimestampAscending';
    const lines = queries
      .filter(({ ReturnData }) => ReturnData ?? true)
      .map((query) => ({ query, points: inTime(pointsOf(query, queries, range, call, []), oldestFirst) }));
    return page(lines, input);
  },
};

function checkQueries(queries: MetricDataQuery[]): void {
  if (queries.length === 0) throw invalid('The parameter MetricDataQueries is required.');
  if (queries.length > MOST_QUERIES) {
    throw invalid(`The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`);
  }
  const ids = queries.map(({ Id }) => Id ?? '');
  const wrong = ids.find((id) => !/^[a-z][a-zA-Z0-9_]*$/.test(id));
  if (wrong !== undefined) {
    throw invalid(`The value ${wrong} for parameter MetricDataQueries.member.Id is not matching the expected pattern.`);
  }
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw invalid(`The values for parameter id in MetricDataQueries are not unique: ${twice}.`);
  const neither = queries.find(
    ({ MetricStat: stat, Expression }) => (stat === undefined) === (Expression === undefined),
  );
  if (neither) throw invalid(`Exactly one of MetricStat and Expression must be specified: ${neither.Id}.`);
  if (queries.every(({ ReturnData }) => ReturnData === false)) {
    throw invalid('At least one of the queries must have ReturnData set to true.');
  }
}

function rangeOf(input: GetMetricDataInput): Range {
  const from = input.StartTime?.getTime();
  const to = input.EndTime?.getTime();
  if (from === undefined || to === undefined) throw invalid('The parameters StartTime and EndTime are required.');
  if (from >= to) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  return { from, to };
}

function pointsOf(query: MetricDataQuery, all: MetricDataQuery[], range: Range, call: Call, within: string[]): Points {
  const { Id: id = '', MetricStat: stat, Expression: expression } = query;
  if (stat) return measured(stat, range, call);
  if (within.includes(id)) throw invalid(`The expression of ${id} refers to itself.`);
  if (/^\s*SELECT\s/i.test(expression ?? ''))
    throw invalid('Metrics Insights queries are not served by the practice accounts.');
  const deeper = (other: MetricDataQuery) => pointsOf(other, all, range, call, [...within, id]);
  return evaluate(expression ?? '', {
    pointsOf: (name) => {
      const other = all.find(({ Id }) => Id === name);
      return other && deeper(other);
    },
    metrics: () => all.filter((other) => other.MetricStat).map(deeper),
    periods: () => periodsOf(range, periodFor(query, all)),
  });
}

function measured(stat: MetricStat, range: Range, call: Call): Points {
  const period = checkPeriod(stat.Period);
  const compute = statistic(stat.Stat ?? '');
  const { Namespace, MetricName, Dimensions } = stat.Metric ?? {};
  const series = findSeries(call, { Namespace, MetricName, Dimensions });
  if (!series || (stat.Unit !== undefined && stat.Unit !== series.unit)) return new Map();
  const from = Math.floor(range.from / period) * period;
  const buckets = sample(series, { from, to: range.to, period, origin: 0 });
  return new Map(buckets.map((bucket) => [bucket.at, compute(bucket)]));
}

/** An expression's own period, or the longest one of the request's metrics. */
function periodFor(query: MetricDataQuery, all: MetricDataQuery[]): number {
  if (query.Period !== undefined) return checkPeriod(query.Period);
  const periods = all.flatMap(({ MetricStat: stat }) => (stat ? [checkPeriod(stat.Period)] : []));
  return Math.max(60_000, ...periods);
}

function periodsOf({ from, to }: Range, period: number): number[] {
  const first = Math.floor(from / period) * period;
  const count = Math.min(Math.ceil((to - first) / period), MOST_POINTS);
  return Array.from({ length: count }, (_, index) => first + index * period);
}

function inTime(points: Points, oldestFirst: boolean): [number, number][] {
  return [...points].sort(([a], [b]) => (oldestFirst ? a - b : b - a));
}

/** Values line after line until the page is full; the token says how many have been given. */
function page(lines: Line[], { MaxDatapoints, NextToken }: GetMetricDataInput): GetMetricDataOutput {
  const most = Math.min(MaxDatapoints ?? MOST_POINTS, MOST_POINTS);
  let skip = NextToken === undefined ? 0 : given(NextToken);
  const total = lines.reduce((sum, { points }) => sum + points.length, 0);
  const end = skip + most;
  let room = most;
  const results: MetricDataResult[] = [];
  for (const { query, points } of lines) {
    const left = points.slice(skip);
    skip = Math.max(skip - points.length, 0);
    if (left.length === 0 && (points.length > 0 || NextToken !== undefined)) continue;
    if (room === 0 && left.length > 0) break;
    const part = left.slice(0, room);
    room -= part.length;
    results.push(resultOf(query, part, part.length === left.length));
  }
  const more = end < total ? Buffer.from(String(end)).toString('base64') : undefined;
  return { MetricDataResults: results, NextToken: more, Messages: [] };
}

function resultOf(query: MetricDataQuery, points: [number, number][], complete: boolean): MetricDataResult {
  return {
    Id: query.Id,
    Label: query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id,
    Timestamps: points.map(([time]) => new Date(time)),
    Values: points.map(([, value]) => value),
    StatusCode: complete ? 'Complete' : 'PartialData',
  };
}

function given(token: string): number {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!/^\d{1,9}$/.test(text)) throw new Fault('InvalidNextToken', 'The next token specified is invalid.');
  return Number(text);
}

function invalid(message: string): Fault {
  return new Fault('ValidationError', message);
}
