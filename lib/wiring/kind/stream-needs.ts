import { arnOf } from '../arn';
import type { FactCode, Need, NeedCode } from '../need';
import { hyphened } from '../said';
import type { Ends, PolicyStatement } from './kind';

/** What Lambda's poller does with a shared stream (domain: wirings K1 (a), K2 (a1); AWS: resource-based-policy-examples). */
export const streamActions = [
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:GetRecords',
  'kinesis:GetShardIterator',
  'kinesis:ListShards',
] as const;

const logActions = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'] as const;

/** `AWSLambdaKinesisExecutionRole`, version 2 (domain: wirings K1 (b); AWS: managed policy reference). */
export const managedActions = [...streamActions, 'kinesis:ListStreams', 'kinesis:SubscribeToShard', ...logActions];

const sharing = 'https://docs.aws.amazon.com/streams/latest/dev/resource-based-policy-examples.html';
const mapping = 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html';
const managed = 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaKinesisExecutionRole.html';

export function managedPolicy(ends: Ends): string {
  return `arn:${arnOf(ends.roleArn).partition}:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole`;
}

export function fact(id: FactCode, side: Need['side'], row: string, source = sharing): Need {
  return {
    id,
    side,
    row,
    weight: 'required',
    why: { key: `need.${id}` },
    source,
    demand: { type: 'fact', fact: id },
  };
}

export function streamFacts(): Need[] {
  return [
    fact('same-region', 'both', 'region'),
    fact('source-active', 'producer', 'resource'),
    fact('function-active', 'consumer', 'resource', mapping),
    fact('readable-encryption', 'producer', 'encryption'),
  ];
}

/** An action that has words of why it is needed. */
type NeededAction = {
  [Code in NeedCode]: Code extends `${infer Service}-${infer Action}` ? `${Service}:${Action}` : never;
}[NeedCode];

/** A right that the execution role's own policies must give. */
export function ofRole(ends: Ends, action: NeededAction, resource: string, weight: Need['weight'] = 'required'): Need {
  return {
    id: `consumer:identity-policy:${action}`,
    side: 'consumer',
    row: action,
    weight,
    why: { key: `need.${hyphened(action)}` },
    source: managed,
    demand: { type: 'grant', place: 'identity-policy', principal: ends.roleArn, action, resource },
  };
}

/** A right that the policy on a stream or on a registered consumer must give to the role. */
export function ofResource(ends: Ends, action: NeededAction, resource: string): Need {
  return {
    id: `producer:resource-policy:${action}`,
    side: 'producer',
    row: action,
    weight: 'required',
    why: { key: `need.${hyphened(action)}` },
    source: sharing,
    demand: { type: 'grant', place: 'resource-policy', principal: ends.roleArn, action, resource },
  };
}

export function streamGrants(ends: Ends): Need[] {
  return [
    ...streamActions.flatMap((action) => [
      ofResource(ends, action, ends.sourceArn),
      ofRole(ends, action, ends.sourceArn),
    ]),
    ofRole(ends, 'kinesis:ListStreams', '*'),
    ...logActions.map((action) => ofRole(ends, action, logGroupArn(ends), 'advised')),
  ];
}

/** Lambda assumes the execution role to read. */
export function trust(ends: Ends): Need {
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

/** The role's half as least privilege. */
export function streamStatements(ends: Ends): PolicyStatement[] {
  return [
    { Sid: 'ReadSharedStream', Effect: 'Allow', Action: [...streamActions], Resource: ends.sourceArn },
    { Sid: 'ListHasNoResource', Effect: 'Allow', Action: 'kinesis:ListStreams', Resource: '*' },
    { Sid: 'WriteOwnLogs', Effect: 'Allow', Action: [...logActions], Resource: logGroupArn(ends) },
  ];
}

function logGroupArn(ends: Ends): string {
  const { partition, region, accountId } = arnOf(ends.functionArn);
  return `arn:${partition}:logs:${region}:${accountId}:log-group:${ends.logGroup}:*`;
}
