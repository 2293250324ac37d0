/** What Tributary's role may do with log groups. */
export function operator() {
  return [{ Sid: 'Logs', Effect: 'Allow', Action: actions, Resource: '*' }];
}

const actions = [
  'logs:FilterLogEvents',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:StartLiveTail',
  'logs:StopLiveTail',
];
