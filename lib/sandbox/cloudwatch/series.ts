import { stateOf, type World } from '../world';

type MetricDimension = { name: string; value: string };

/** One measurement. `at` is epoch milliseconds. */
export type Measurement = {
  namespace: string;
  name: string;
  dimensions: MetricDimension[];
  value: number;
  unit: string;
  at: number;
};

/** What was measured in one span of time: `at` is where it starts. `samples` are kept for percentiles. */
export type Bucket = { at: number; count: number; sum: number; least: number; most: number; samples: number[] };

/** One metric: all that was measured under a namespace, a name and a set of dimensions, oldest first. */
export type Series = {
  namespace: string;
  name: string;
  dimensions: MetricDimension[];
  unit: string;
  buckets: Bucket[];
};

const MINUTE = 60_000;
const HOUR = 3_600_000;
const KEPT = 15 * 24 * HOUR;
/** Minutes are kept for six hours, then folded into hours, so that a long life of the practice accounts stays small. */
const MOST_MINUTES = 6 * 60;
const MOST_BUCKETS = MOST_MINUTES + KEPT / HOUR + 60;
const MOST_SAMPLES = 8;

export function seriesOf(world: World, accountId: string, region: string): Map<string, Series> {
  return stateOf(world, 'cloudwatch', accountId, region, () => new Map<string, Series>());
}

/** Adds one measurement to the metrics of an account, as AWS's services do for what they see there. */
export function recordMetric(world: World, accountId: string, region: string, measured: Measurement): void {
  addValues(world, accountId, region, measured, [{ value: measured.value, count: 1 }]);
}

export function addValues(
  world: World,
  accountId: string,
  region: string,
  metric: Omit<Measurement, 'value'>,
  values: { value: number; count: number }[],
): void {
  const bucket = bucketAt(theSeries(world, accountId, region, metric), metric.at);
  for (const { value, count } of values) {
    for (let each = 0; each < Math.min(count, MOST_SAMPLES); each += 1) {
      bucket.samples[(bucket.count + each) % MOST_SAMPLES] = value;
    }
    bucket.count += count;
    bucket.sum += value * count;
    bucket.least = Math.min(bucket.least, value);
    bucket.most = Math.max(bucket.most, value);
  }
}

/** Adds what somebody has summed up already. */
export function addSummary(
  world: World,
  accountId: string,
  region: string,
  metric: Omit<Measurement, 'value'>,
  summary: Omit<Bucket, 'at' | 'samples'>,
): void {
  const bucket = bucketAt(theSeries(world, accountId, region, metric), metric.at);
  bucket.count += summary.count;
  bucket.sum += summary.sum;
  bucket.least = Math.min(bucket.least, summary.least);
  bucket.most = Math.max(bucket.most, summary.most);
}

function theSeries(world: World, accountId: string, region: string, metric: Omit<Measurement, 'value'>): Series {
  const all = seriesOf(world, accountId, region);
  const dimensions = [...metric.dimensions].sort((a, b) => (a.name < b.name ? -1 : 1));
  const key = JSON.stringify([metric.namespace, metric.name, dimensions.map(({ name, value }) => [name, value])]);
  let series = all.get(key);
  if (!series) {
    series = { namespace: metric.namespace, name: metric.name, dimensions, unit: metric.unit, buckets: [] };
    all.set(key, series);
  }
  return series;
}

function bucketAt(series: Series, time: number): Bucket {
  const at = Math.floor(time / MINUTE) * MINUTE;
  const { buckets } = series;
  const last = buckets.at(-1);
  if (last?.at === at) return last;
  const place = last === undefined || last.at < at ? buckets.length : buckets.findIndex((bucket) => bucket.at >= at);
  const there = buckets[place];
  if (there?.at === at) return there;
  const bucket = { at, count: 0, sum: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY, samples: [] };
  buckets.splice(place, 0, bucket);
  fold(series, at);
  return bucket;
}

function fold(series: Series, now: number): void {
  const { buckets } = series;
  if (buckets.length < MOST_BUCKETS) return;
  const hours = new Map<number, Bucket>();
  for (const bucket of buckets.splice(0, buckets.length - MOST_MINUTES)) {
    if (bucket.at < now - KEPT) continue;
    const at = Math.floor(bucket.at / HOUR) * HOUR;
    const hour = joined(hours.get(at), { ...bucket, at });
    hours.set(at, { ...hour, samples: hour.samples.slice(-MOST_SAMPLES) });
  }
  buckets.unshift(...hours.values());
}

/** Two spans seen as one that starts with the first. */
export function joined(first: Bucket | undefined, second: Bucket): Bucket {
  if (!first) return { ...second, samples: [...second.samples] };
  return {
    at: first.at,
    count: first.count + second.count,
    sum: first.sum + second.sum,
    least: Math.min(first.least, second.least),
    most: Math.max(first.most, second.most),
    samples: [...first.samples, ...second.samples].slice(0, 512),
  };
}
