import type { Evidence, RolePolicy } from './evidence';
import type { LambdaFunction, Mapping, Source, SourceSummary, StreamKey } from './inventory';
import type { Ends } from './kind/kind';
import type { Read } from './read';
import { defaultSettings } from './settings';

/** The two accounts of the first seed, as tests see them. */
export const ends: Ends = {
  sourceArn: 'arn:aws:kinesis:us-east-1:999900009999:stream/kds-sharing-example1',
  functionArn: 'arn:aws:lambda:us-east-1:888800008888:function:kds-reader1',
  roleArn: 'arn:aws:iam::888800008888:role/service-role/kds-reader1-role-q6zcv9kq',
  logGroup: '/aws/lambda/kds-reader1',
  consumer: null,
  keyArn: null,
  formerKeyArns: [],
};

const at = '2026-02-09T05:02:00.000Z';

export const known = <T>(value: T): Read<T> => ({ state: 'known', value, at });
export const absent = { state: 'absent', at } as const;

export function refusedRead(action: string): Extract<Read<never>, { state: 'refused' }> {
  const principal = 'arn:aws:sts::888800008888:assumed-role/operator/tributary';
  return { state: 'refused', at, refusal: { principal, action, message: `not authorized to perform: ${action}` } };
}

const keyArn = 'arn:aws:kms:us-east-1:999900009999:key/0a1b2c3d-1111-2222-3333-444455556666';

/** The policy that a key is made with: its own account and nobody else. */
export const rootOnly = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::999900009999:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});

export const customerKey: StreamKey = {
  arn: keyArn,
  manager: 'CUSTOMER',
  state: 'Enabled',
  deletionDate: null,
  policy: known(rootOnly),
  grants: known([]),
};

export const encryptedSummary: SourceSummary = {
  openShards: 2,
  retentionHours: 24,
  consumers: 0,
  encryption: { type: 'KMS', keyId: 'alias/orders' },
};

/** What the console's visual editor makes: four of the five actions. */
export const consolePolicy = JSON.stringify({
  Version: '2012-10-17',
  Id: 'sharedThroughputReadAccess',
  Statement: [
    {
      Sid: 'readOnly',
      Effect: 'Allow',
      Principal: { AWS: ends.roleArn },
      Action: ['kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
      Resource: ends.sourceArn,
    },
  ],
});

export const managedPolicy: RolePolicy = {
  name: 'AWSLambdaKinesisExecutionRole',
  arn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole',
  document: known(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'kinesis:DescribeStream',
            'kinesis:DescribeStreamSummary',
            'kinesis:GetRecords',
            'kinesis:GetShardIterator',
            'kinesis:ListShards',
            'kinesis:ListStreams',
            'kinesis:SubscribeToShard',
            'logs:CreateLogGroup',
            'logs:CreateLogStream',
            'logs:PutLogEvents',
          ],
          Resource: '*',
        },
      ],
    }),
  ),
};

export const lambdaTrust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

export function source(over: Partial<Source> = {}): Source {
  return {
    kind: 'kinesis',
    arn: ends.sourceArn,
    name: 'kds-sharing-example1',
    accountId: '999900009999',
    region: 'us-east-1',
    connectionId: 'p',
    status: 'ACTIVE',
    mode: 'PROVISIONED',
    createdAt: at,
    summary: known({ openShards: 1, retentionHours: 24, consumers: 0, encryption: { type: 'NONE' } }),
    policy: known(consolePolicy),
    consumers: known([]),
    key: absent,
    ...over,
  };
}

export const reader: LambdaFunction = {
  arn: ends.functionArn,
  name: 'kds-reader1',
  accountId: '888800008888',
  region: 'us-east-1',
  connectionId: 'c',
  roleArn: ends.roleArn,
  runtime: 'python3.12',
  timeoutSeconds: 3,
  logGroup: ends.logGroup,
  lastModified: at,
};

export function mapping(over: Partial<Mapping> = {}): Mapping {
  return {
    uuid: '6d1f2a7c-0000-4000-8000-000000000001',
    arn: 'arn:aws:lambda:us-east-1:888800008888:event-source-mapping:6d1f2a7c-0000-4000-8000-000000000001',
    region: 'us-east-1',
    accountId: '888800008888',
    connectionId: 'c',
    sourceArn: ends.sourceArn,
    functionArn: ends.functionArn,
    state: 'Enabled',
    stateTransitionReason: 'User action',
    lastProcessingResult: 'OK',
    lastModified: at,
    settings: defaultSettings,
    ...over,
  };
}

export function roleEvidence(over: Partial<Evidence['role']> = {}): Evidence['role'] {
  const role = { uniqueId: 'AROAEXAMPLEEXAMPLE001', createdAt: at, trustPolicy: lambdaTrust, boundaryArn: null };
  return {
    arn: ends.roleArn,
    role: known(role),
    attached: known([managedPolicy]),
    inline: known([]),
    boundary: absent,
    ...over,
  };
}

export function evidence(over: Partial<Evidence> = {}): Evidence {
  return {
    source: known(source()),
    function: known({ ...reader, state: 'Active', stateReason: null }),
    role: roleEvidence(),
    mapping: absent,
    rivals: known([]),
    formerKeys: [],
    ...over,
  };
}
