import type {
  Datapoint,
  Dimension,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
  ListMetricsInput,
  ListMetricsOutput,
  Metric,
  MetricDatum,
  PutMetricDataInput,
} from '@aws-sdk/client-cloudwatch';
import { type Call, Fault, type Operation } from '../service';
import { addSummary, addValues, type Series, seriesOf } from './series';
import { checkPeriod, sample, statistic } from './statistic';

const METRICS_A_PAGE = 500;
const MOST_METRICS = 1000;
const LISTED_FOR = 14 * 86_400_000;
const RECENTLY = 3 * 3_600_000;

export const putMetricData: Operation<PutMetricDataInput, object> = {
  effect: 'flows',
  asks: (input) => [
    { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': input.Namespace ?? '' } },
  ],
  limit: () => ({ bucket: 'PutMetricData', perSecond: 500 }),
  run: (input, call) => {
    const { Namespace: namespace = '', MetricData: data = [] } = input;
    if (!/^[^:].{0,254}$/.test(namespace) || namespace.startsWith('AWS/')) {
      throw invalidValue(`The value ${namespace} for parameter Namespace is invalid.`);
    }
    if (data.length > MOST_METRICS)
      throw invalidValue(`The collection MetricData must not have more than ${MOST_METRICS}.`);
    for (const datum of data) put(namespace, datum, call);
    return {};
  },
};

export const listMetrics: Operation<ListMetricsInput, ListMetricsOutput> = {
  asks: () => [{ action: 'cloudwatch:ListMetrics', resource: '*' }],
  limit: () => ({ bucket: 'ListMetrics', perSecond: 25 }),
  run: (input, call) => {
    const since = call.clock.now() - (input.RecentlyActive === 'PT3H' ? RECENTLY : LISTED_FOR);
    const wanted = [...seriesOf(call.world, call.accountId, call.region).values()]
      .filter(({ buckets }) => (buckets.at(-1)?.at ?? 0) >= since)
      .filter((series) => matches(series, input));
    const from = input.NextToken === undefined ? 0 : pageStart(input.NextToken);
    const to = from + METRICS_A_PAGE;
    return {
      Metrics: wanted.slice(from, to).map(describe),
      NextToken: to < wanted.length ? Buffer.from(String(to)).toString('base64') : undefined,
    };
  },
};

export const getMetricStatistics: Operation<GetMetricStatisticsInput, GetMetricStatisticsOutput> = {
  asks: () => [{ action: 'cloudwatch:GetMetricStatistics', resource: '*' }],
  limit: () => ({ bucket: 'GetMetricStatistics', perSecond: 400 }),
  run: (input, call) => {
    const period = checkPeriod(input.Period);
    const from = Math.floor((input.StartTime?.getTime() ?? 0) / 60_000) * 60_000;
    const to = input.EndTime?.getTime() ?? 0;
    checkRange(from, to, period);
    const names = [...(input.Statistics ?? []), ...(input.ExtendedStatistics ?? [])];
    if (names.length === 0) throw invalidValue('At least one of Statistics and ExtendedStatistics must be specified.');
    const series = findSeries(call, input);
    const buckets = series ? sample(series, { from, to, period, origin: from }) : [];
    const Datapoints = buckets.map((bucket): Datapoint => {
      const plain = (input.Statistics ?? []).map((name) => [name, statistic(name)(bucket)]);
      const extended = (input.ExtendedStatistics ?? []).map((name) => [name, statistic(name)(bucket)]);
      return {
        Timestamp: new Date(bucket.at),
        Unit: unitOf(series),
        ...Object.fromEntries(plain),
        ...(extended.length > 0 && { ExtendedStatistics: Object.fromEntries(extended) }),
      };
    });
    return { Label: input.MetricName, Datapoints };
  },
};

/** The one series with exactly this namespace, name and dimensions. */
export function findSeries(call: Call, metric: Metric): Series | undefined {
  const wanted = new Set((metric.Dimensions ?? []).map(({ Name, Value }) => `${Name}=${Value}`));
  return [...seriesOf(call.world, call.accountId, call.region).values()].find(
    ({ namespace, name, dimensions }) =>
      namespace === metric.Namespace &&
      name === metric.MetricName &&
      dimensions.length === wanted.size &&
      dimensions.every((dimension) => wanted.has(`${dimension.name}=${dimension.value}`)),
  );
}

function put(namespace: string, datum: MetricDatum, call: Call): void {
  const { MetricName: name, Unit: unit = 'None', StatisticValues: summed } = datum;
  if (name === undefined || name === '') throw invalidValue('The parameter MetricData.member.MetricName is required.');
  const at = datum.Timestamp?.getTime() ?? call.clock.now();
  const metric = { namespace, name, unit, at, dimensions: dimensionsOf(datum.Dimensions) };
  const { world, accountId, region } = call;
  if (summed) {
    const { SampleCount: count = 0, Sum: sum = 0, Minimum: least = 0, Maximum: most = 0 } = summed;
    addSummary(world, accountId, region, metric, { count, sum, least, most });
    return;
  }
  const values = datum.Values ?? (datum.Value === undefined ? [] : [datum.Value]);
  if (values.length === 0) throw invalidValue('One of Value, Values and StatisticValues must be specified.');
  if (!values.every(Number.isFinite))
    throw invalidValue('The value for parameter MetricData.member.Value is not a number.');
  const counted = values.map((value, index) => ({ value, count: datum.Counts?.[index] ?? 1 }));
  addValues(world, accountId, region, metric, counted);
}

function dimensionsOf(dimensions: Dimension[] | undefined): { name: string; value: string }[] {
  return (dimensions ?? []).map(({ Name = '', Value = '' }) => ({ name: Name, value: Value }));
}

function matches(series: Series, { Namespace, MetricName, Dimensions = [] }: ListMetricsInput): boolean {
  if (Namespace !== undefined && Namespace !== series.namespace) return false;
  if (MetricName !== undefined && MetricName !== series.name) return false;
  return Dimensions.every(({ Name, Value }) =>
    series.dimensions.some(({ name, value }) => name === Name && (Value === undefined || value === Value)),
  );
}

function describe({ namespace, name, dimensions }: Series): Metric {
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: dimensions.map((dimension) => ({ Name: dimension.name, Value: dimension.value })),
  };
}

function unitOf(series: Series | undefined): Datapoint['Unit'] {
  return series?.unit as Datapoint['Unit'];
}

function checkRange(from: number, to: number, period: number): void {
  if (from >= to) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  const points = Math.ceil((to - from) / period);
  if (points <= 1440) return;
  const message = `You have requested up to ${points} datapoints, which exceeds the limit of 1,440.`;
  const wayOut = 'You may reduce the datapoints requested by increasing Period, or decreasing the time range.';
  throw new Fault('InvalidParameterCombinationException', `${message} ${wayOut}`);
}

function pageStart(token: string): number {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!/^\d{1,9}$/.test(text)) throw invalidValue('The next token specified is invalid.');
  return Number(text);
}

function invalidValue(message: string): Fault {
  return new Fault('InvalidParameterValueException', message);
}
