import { arnOf } from '../arn';
import type { Need } from '../need';
import { statementSid } from '../our-statements';
import type { Ends, Kind } from './kind';

/** What Lambda's poller does with a shared stream (domain: wirings K1 (a), (b); AWS: resource-based-policy-examples). */
const streamActions = [
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:GetRecords',
  'kinesis:GetShardIterator',
  'kinesis:ListShards',
] as const;

const logActions = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'] as const;

const sharing = 'https://docs.aws.amazon.com/streams/latest/dev/resource-based-policy-examples.html';
const mapping = 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html';
const managed = 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaKinesisExecutionRole.html';

function logGroupArn(ends: Ends): string {
  const { partition, region, accountId } = arnOf(ends.functionArn);
  return `arn:${partition}:logs:${region}:${accountId}:log-group:${ends.logGroup}:*`;
}

function facts(): Need[] {
  const fact = (id: string, side: Need['side'], row: string, source: string): Need => ({
    id,
    side,
    row,
    weight: 'required',
    why: { key: `need.${id}` },
    source,
    demand: { type: 'fact', fact: id },
  });
  return [
    fact('same-region', 'both', 'region', sharing),
    fact('source-active', 'producer', 'resource', sharing),
    fact('function-active', 'consumer', 'resource', mapping),
    fact('readable-encryption', 'producer', 'encryption', sharing),
  ];
}

function grants(ends: Ends): Need[] {
  const onStream = streamActions.flatMap((action): Need[] => [
    {
      id: `producer:resource-policy:${action}`,
      side: 'producer',
      row: action,
      weight: 'required',
      why: { key: `need.${action.replace(':', '-')}` },
      source: sharing,
      demand: {
        type: 'grant',
        place: 'resource-policy',
        principal: ends.roleArn,
        action,
        resource: ends.sourceArn,
      },
    },
    identity(action, ends.sourceArn, 'required'),
  ]);
  function identity(action: string, resource: string, weight: Need['weight']): Need {
    return {
      id: `consumer:identity-policy:${action}`,
      side: 'consumer',
      row: action,
      weight,
      why: { key: `need.${action.replace(':', '-')}` },
      source: managed,
      demand: { type: 'grant', place: 'identity-policy', principal: ends.roleArn, action, resource },
    };
  }
  return [
    ...onStream,
    identity('kinesis:ListStreams', '*', 'required'),
    ...logActions.map((action) => identity(action, logGroupArn(ends), 'advised')),
  ];
}

function trust(ends: Ends): Need {
  return {
    id: 'consumer:trust-policy:sts:AssumeRole',
    side: 'consumer',
    row: 'trust',
    weight: 'required',
    why: { key: 'need.sts-AssumeRole' },
    source: mapping,
    demand: {
      type: 'grant',
      place: 'trust-policy',
      principal: 'lambda.amazonaws.com',
      action: 'sts:AssumeRole',
      resource: ends.roleArn,
    },
  };
}

/** K1: Lambda reads a stream of another account with shared throughput. */
export const kinesis: Kind = {
  id: 'kinesis',
  sourceKind: 'kinesis-stream',
  needs: (ends) => [...facts(), trust(ends), ...grants(ends)],
  resourceStatements: (ends, wireId) => [
    {
      Sid: statementSid(wireId, 'Read'),
      Effect: 'Allow',
      Principal: { AWS: ends.roleArn },
      Action: [...streamActions],
      Resource: ends.sourceArn,
    },
  ],
  // 20 KB (wirings §0.4).
  mostPolicyBytes: 20_480,
  managedPolicy: (ends) =>
    `arn:${arnOf(ends.roleArn).partition}:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole`,
  roleStatements: (ends) => [
    { Sid: 'ReadSharedStream', Effect: 'Allow', Action: [...streamActions], Resource: ends.sourceArn },
    { Sid: 'ListHasNoResource', Effect: 'Allow', Action: 'kinesis:ListStreams', Resource: '*' },
    { Sid: 'WriteOwnLogs', Effect: 'Allow', Action: [...logActions], Resource: logGroupArn(ends) },
  ],
  // Creating a mapping tests the stream at once with the role's rights, so both grants come first (wirings K1).
  make: [
    'iam:AttachRolePolicy',
    'iam:PutRolePolicy',
    'kinesis:PutResourcePolicy',
    'lambda:CreateEventSourceMapping',
    'lambda:UpdateEventSourceMapping',
  ],
  unmake: [
    'lambda:DeleteEventSourceMapping',
    'kinesis:PutResourcePolicy',
    'kinesis:DeleteResourcePolicy',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
  ],
};
