import { beforeEach, describe, expect, test } from 'vitest';
import { type Call, Fault } from '../service';
import { emptyWorld, type World } from '../world';
import { cloudwatch } from './cloudwatch';
import { recordMetric, seriesOf } from './series';

const ACCOUNT = '888800008888';
const NOON = Date.UTC(2026, 0, 5, 12);
const MINUTE = 60_000;

let world: World;
let now: number;

beforeEach(() => {
  world = emptyWorld();
  now = NOON + 10 * MINUTE;
});

function run(operation: string, input: object) {
  const found = cloudwatch.operations[operation];
  if (!found) throw new Error(`no operation ${operation}`);
  return found.run(input, call());
}

function call(): Call {
  const arn = `arn:aws:iam::${ACCOUNT}:root`;
  const caller = {
    principal: { type: 'root', arn, accountId: ACCOUNT } as const,
    accountId: ACCOUNT,
    accessKeyId: 'A',
  };
  const clock = { scale: 1, now: () => now, after: (seconds: number) => now + seconds * 1000 };
  return { caller, accountId: ACCOUNT, region: 'us-east-1', requestId: 'r', world, clock };
}

function record(minute: number, value: number, name = 'Errors', functionName = 'reader'): void {
  const dimensions = [{ name: 'FunctionName', value: functionName }];
  const at = NOON + minute * MINUTE;
  recordMetric(world, ACCOUNT, 'us-east-1', { namespace: 'AWS/Lambda', name, dimensions, value, unit: 'Count', at });
}

function metric(MetricName = 'Errors', Value = 'reader') {
  return { Namespace: 'AWS/Lambda', MetricName, Dimensions: [{ Name: 'FunctionName', Value }] };
}

function query(Id: string, Stat = 'Sum', Metric = metric(), Period = 60) {
  return { Id, MetricStat: { Metric, Period, Stat } };
}

function data(MetricDataQueries: object[], more: object = {}) {
  const range = { StartTime: new Date(NOON), EndTime: new Date(NOON + 10 * MINUTE), ScanBy: 'TimestampAscending' };
  return run('GetMetricData', { MetricDataQueries, ...range, ...more });
}

function values(...queries: object[]): number[] {
  return data(queries).MetricDataResults[0].Values;
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
  return 'none';
}

describe('metric data', () => {
  test.each([
    ['Sum', [6, 10]],
    ['Average', [2, 10]],
    ['Minimum', [1, 10]],
    ['Maximum', [3, 10]],
    ['SampleCount', [3, 1]],
    ['p50', [2, 10]],
    ['p99', [3, 10]],
  ])('%s of what was measured in each minute', (stat, expected) => {
    for (const value of [1, 2, 3]) record(0, value);
    record(4, 10);
    expect(values(query('m', stat))).toEqual(expected);
  });

  test('has no value where nothing was measured', () => {
    record(2, 1);
    const [result] = data([query('m')]).MetricDataResults;
    expect(result.Timestamps).toEqual([new Date(NOON + 2 * MINUTE)]);
    expect(values(query('m', 'Sum', metric('Errors', 'other')))).toEqual([]);
  });

  test('comes in longer periods and newest first unless told otherwise', () => {
    record(0, 1);
    record(4, 2);
    record(5, 4);
    const answer = data([query('m', 'Sum', metric(), 300)], { ScanBy: undefined });
    expect(answer.MetricDataResults[0].Values).toEqual([4, 3]);
  });

  test.each([
    ['FILL(m, 0)', [1, 0, 3, 0, 0, 0, 0, 0, 0, 0]],
    ['FILL(m, REPEAT)', [1, 1, 3, 3, 3, 3, 3, 3, 3, 3]],
    ['m * 100 / n', [10, 75]],
    ['(24 - m) / 2', [11.5, 10.5]],
    ['MAX([m, n])', [10, 4]],
    ['SUM(METRICS())', [11, 7]],
    ['m / SUM(m)', [0.25, 0.75]],
    ['MAX(METRICS()) - -m', [11, 7]],
  ])('can be reckoned with: %s', (Expression, expected) => {
    record(0, 1);
    record(2, 3);
    record(0, 10, 'Invocations');
    record(2, 4, 'Invocations');
    const hidden = [query('m'), query('n', 'Sum', metric('Invocations'))].map((each) => ({
      ...each,
      ReturnData: false,
    }));
    expect(values({ Id: 'e', Expression }, ...hidden)).toEqual(expected);
  });

  test('comes in pages of so many values', () => {
    for (let minute = 0; minute < 5; minute += 1) record(minute, minute);
    const queries = [query('a'), query('b')];
    const first = data(queries, { MaxDatapoints: 7 });
    expect(first.MetricDataResults.map((each: { Values: number[] }) => each.Values.length)).toEqual([5, 2]);
    expect(first.MetricDataResults[1].StatusCode).toBe('PartialData');
    const second = data(queries, { MaxDatapoints: 7, NextToken: first.NextToken });
    expect(second.MetricDataResults).toMatchObject([{ Id: 'b', Values: [2, 3, 4], StatusCode: 'Complete' }]);
    expect(second.NextToken).toBeUndefined();
  });

  test.each<[string, object[]]>([
    ['more than 500 queries', Array.from({ length: 501 }, (_, index) => query(`m${index}`))],
    ['an id in capitals', [query('M')]],
    ['the same id twice', [query('m'), query('m')]],
    ['an unknown statistic', [query('m', 'Median')]],
    ['an odd period', [query('m', 'Sum', metric(), 90)]],
    ['an expression that names nobody', [{ Id: 'e', Expression: 'x + 1' }]],
    ['an expression that names itself', [{ Id: 'e', Expression: 'e + 1' }]],
    ['an expression that is a number', [{ Id: 'e', Expression: '1 + 1' }]],
  ])('is refused to %s', (_, queries) => {
    expect(codeOf(() => data(queries))).toMatch(/^ValidationError$|^InvalidParameterValueException$/);
  });
});

describe('metrics', () => {
  test('are listed by namespace, name and dimension', () => {
    record(0, 1);
    record(0, 1, 'Errors', 'other');
    record(0, 1, 'Invocations');
    expect(run('ListMetrics', { Namespace: 'AWS/Lambda' }).Metrics).toHaveLength(3);
    expect(
      run('ListMetrics', { MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: 'other' }] }),
    ).toEqual({
      Metrics: [metric('Errors', 'other')],
      NextToken: undefined,
    });
  });

  test('are listed as recently active for three hours and at all for two weeks', () => {
    record(0, 1);
    now = NOON + 4 * 60 * MINUTE;
    expect(run('ListMetrics', { RecentlyActive: 'PT3H' }).Metrics).toEqual([]);
    expect(run('ListMetrics', {}).Metrics).toHaveLength(1);
    now = NOON + 15 * 24 * 60 * MINUTE;
    expect(run('ListMetrics', {}).Metrics).toEqual([]);
  });

  test('of one’s own can be put, but not into the namespaces of AWS', () => {
    const MetricData = [{ MetricName: 'Orders', Values: [1, 5], Counts: [2, 1], Timestamp: new Date(NOON) }];
    run('PutMetricData', { Namespace: 'Shop', MetricData });
    const own = { Namespace: 'Shop', MetricName: 'Orders', Dimensions: [] };
    expect(values(query('m', 'Sum', own))).toEqual([7]);
    expect(codeOf(() => run('PutMetricData', { Namespace: 'AWS/Lambda', MetricData }))).not.toBe('none');
  });

  test('that are no numbers are refused', () => {
    const MetricData = [{ MetricName: 'Orders', Value: Number.NaN }];
    expect(codeOf(() => run('PutMetricData', { Namespace: 'Shop', MetricData }))).toBe(
      'InvalidParameterValueException',
    );
  });

  test('have statistics, with periods that start where the request starts', () => {
    record(1, 2);
    record(2, 4);
    const range = { StartTime: new Date(NOON + MINUTE), EndTime: new Date(NOON + 10 * MINUTE), Period: 120 };
    const input = { ...metric(), ...range, Statistics: ['Sum'], ExtendedStatistics: ['p50'] };
    expect(run('GetMetricStatistics', input).Datapoints).toEqual([
      { Timestamp: new Date(NOON + MINUTE), Sum: 6, Unit: 'Count', ExtendedStatistics: { p50: 2 } },
    ]);
  });

  test('of a long time take little room', () => {
    for (let minute = 0; minute < 20 * 24 * 60; minute += 1) record(minute, 1);
    const [series] = seriesOf(world, ACCOUNT, 'us-east-1').values();
    expect(series?.buckets.length).toBeLessThan(2000);
    expect(series?.buckets.every(({ at }) => at >= NOON + 4 * 24 * 60 * MINUTE)).toBe(true);
  });
});
