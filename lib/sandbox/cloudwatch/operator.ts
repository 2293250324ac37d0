/** What Tributary's role may do with metrics. */
export function operator() {
  const Action = ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'];
  return [{ Sid: 'Metrics', Effect: 'Allow', Action, Resource: '*' }];
}
