import { propagating } from './propagation';
import type { ManagedPolicy } from './state';

const logging = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/**
 * Policies that AWS manages, with the documents that AWS gives them (AWS Managed Policy Reference). Accounts cannot
 * change them, so they are not part of any account's state.
 */
export const awsManagedPolicies: ReadonlyMap<string, ManagedPolicy> = new Map(
  [
    managed({
      name: 'AdministratorAccess',
      id: 'ANPAIWMBCKSKIEE64ZLYK',
      created: '2015-02-06T18:39:46Z',
      version: 1,
      description: 'Provides full access to AWS services and resources.',
      actions: '*',
    }),
    managed({
      name: 'AmazonKinesisFullAccess',
      id: 'ANPAIVF32HAMOXCUYRAYE',
      created: '2015-02-06T18:40:29Z',
      version: 1,
      description: 'Provides full access to all streams via the AWS Management Console.',
      actions: 'kinesis:*',
    }),
    managed({
      name: 'AmazonKinesisReadOnlyAccess',
      id: 'ANPAIOCMTDT5RLKZ2CAJO',
      created: '2015-02-06T18:40:30Z',
      version: 1,
      description: 'Provides read only access to all streams via the AWS Management Console.',
      actions: ['kinesis:Get*', 'kinesis:List*', 'kinesis:Describe*'],
    }),
    managed({
      name: 'AWSLambdaBasicExecutionRole',
      path: '/service-role/',
      id: 'ANPAJNCQGXC42545SKXIK',
      created: '2015-04-09T15:03:43Z',
      version: 1,
      description: 'Provides write permissions to CloudWatch Logs.',
      actions: logging,
    }),
    managed({
      name: 'AWSLambdaKinesisExecutionRole',
      path: '/service-role/',
      id: 'ANPAJHOLKJPXV4GBRMJUQ',
      created: '2015-04-09T15:14:16Z',
      version: 2,
      description: 'Provides list and read access to Kinesis streams and write permissions to CloudWatch logs.',
      actions: [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
        'kinesis:ListStreams',
        'kinesis:SubscribeToShard',
        ...logging,
      ],
    }),
    managed({
      name: 'AWSLambdaDynamoDBExecutionRole',
      path: '/service-role/',
      id: 'ANPAIP7WNAGMIPYNW4WQG',
      created: '2015-04-09T15:09:29Z',
      version: 1,
      description: 'Provides list and read access to DynamoDB streams and write permissions to CloudWatch logs.',
      actions: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
        ...logging,
      ],
    }),
    managed({
      name: 'AWSLambdaMSKExecutionRole',
      path: '/service-role/',
      id: 'ANPAZKAPJZG4MSKEXECRL',
      created: '2020-08-11T17:35:05Z',
      version: 2,
      description:
        'Provides permissions required to access MSK Cluster within a VPC, manage ENIs (create, describe, delete) in the VPC and write permissions to CloudWatch Logs.',
      actions: [
        'kafka:DescribeCluster',
        'kafka:DescribeClusterV2',
        'kafka:GetBootstrapBrokers',
        'ec2:CreateNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeVpcs',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeSubnets',
        'ec2:DescribeSecurityGroups',
        ...logging,
      ],
    }),
  ].map((policy) => [policy.arn, policy]),
);

type Facts = {
  name: string;
  path?: string;
  id: string;
  created: string;
  version: number;
  description: string;
  actions: string | string[];
};

function managed({ name, path = '/', id, created, version, description, actions }: Facts): ManagedPolicy {
  const at = Date.parse(created);
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 4);
  return {
    name,
    path,
    id,
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    description,
    createdAt: at,
    updatedAt: at,
    tags: {},
    versions: new Map([[`v${version}`, { document, createdAt: at }]]),
    defaultVersion: `v${version}`,
    nextVersion: version + 1,
    document: propagating(document),
  };
}
