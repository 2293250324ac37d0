import { Fault } from '../service';
import { type Bucket, joined, type Series } from './series';

/** Values by the time, epoch milliseconds, at which each period starts. */
export type Points = Map<number, number>;

/** A statistic by its name in requests: `Sum`, `p99`… Throws on one that is not known. */
export function statistic(name: string): (bucket: Bucket) => number {
  switch (name) {
    case 'Sum':
      return ({ sum }) => sum;
    case 'Average':
      return ({ sum, count }) => sum / count;
    case 'Minimum':
      return ({ least }) => least;
    case 'Maximum':
      return ({ most }) => most;
    case 'SampleCount':
      return ({ count }) => count;
    default:
      return percentile(name);
  }
}

/** A series over periods of `period` milliseconds that start at multiples of it after `origin`. */
export function sample(series: Series, span: { from: number; to: number; period: number; origin: number }): Bucket[] {
  const spans = new Map<number, Bucket>();
  for (const bucket of series.buckets) {
    if (bucket.at < span.from || bucket.at >= span.to) continue;
    const at = span.origin + Math.floor((bucket.at - span.origin) / span.period) * span.period;
    spans.set(at, joined(spans.get(at), { ...bucket, at }));
  }
  return [...spans.values()];
}

export function checkPeriod(seconds: number | undefined): number {
  if (seconds !== undefined && ([1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0))) {
    return Math.max(seconds, 60) * 1000;
  }
  const rule = 'must be 1, 5, 10, 20, 30, or any multiple of 60 seconds';
  throw new Fault('InvalidParameterValueException', `The parameter Period ${rule}: ${seconds}.`);
}

function percentile(name: string): (bucket: Bucket) => number {
  const rank = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name)?.[1];
  if (rank === undefined) {
    throw new Fault('InvalidParameterValueException', `The value ${name} for parameter Stat is not supported.`);
  }
  return ({ samples, most }) => {
    const sorted = [...samples].sort((a, b) => a - b);
    return sorted[Math.max(Math.ceil((Number(rank) / 100) * sorted.length) - 1, 0)] ?? most;
  };
}
