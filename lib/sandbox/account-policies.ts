/** The role that Tributary itself runs as. */
export const hubRoleArn = 'arn:aws:iam::777700007777:role/tributary/hub';

const version = '2012-10-17';

/** A server in the hub account takes this role; nobody else. */
export const hubTrust = {
  Version: version,
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export const hubPolicy = {
  Version: version,
  Statement: [
    {
      Sid: 'OnlyOurRoleNames',
      Effect: 'Allow',
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      Resource: 'arn:aws:iam::*:role/tributary/*',
    },
    {
      Sid: 'KnowItself',
      Effect: 'Allow',
      Action: [
        'iam:GetRole',
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
        'iam:GetRolePolicy',
        'iam:GetPolicy',
        'iam:GetPolicyVersion',
      ],
      Resource: [hubRoleArn, 'arn:aws:iam::777700007777:policy/*', 'arn:aws:iam::aws:policy/*'],
    },
  ],
};

/** Trusts the hub account, pinned to its one role and to the external ID. */
export function operatorTrust(externalId: string) {
  return {
    Version: version,
    Statement: [
      {
        Sid: 'Tributary',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::777700007777:root' },
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Condition: {
          StringEquals: { 'sts:ExternalId': externalId },
          ArnEquals: { 'aws:PrincipalArn': hubRoleArn },
        },
      },
    ],
  };
}

/** What the role in a connected account allows: reads, and the writes that make and unmake a wire. */
export function operatorPolicy(accountId: string) {
  const ownRoles = `arn:aws:iam::${accountId}:role/tributary/*`;
  return {
    Version: version,
    Statement: [
      allow('Streams', ...streamActions),
      allow('Functions', ...functionActions),
      allow('Roles', ...roleReads, ...roleWrites),
      allow('Keys', ...keyActions),
      allow('Logs', ...logActions),
      allow('Metrics', 'cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'),
      testRecords,
      keyGrantLimits,
      { Sid: 'NeverTouchOwnRoles', Effect: 'Deny', Action: roleWrites, Resource: ownRoles },
    ],
  };
}

const streamActions = [
  'kinesis:ListStreams',
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:ListShards',
  'kinesis:ListStreamConsumers',
  'kinesis:DescribeStreamConsumer',
  'kinesis:ListTagsForStream',
  'kinesis:ListTagsForResource',
  'kinesis:RegisterStreamConsumer',
  'kinesis:DeregisterStreamConsumer',
  'kinesis:TagResource',
  'kinesis:GetResourcePolicy',
  'kinesis:PutResourcePolicy',
  'kinesis:DeleteResourcePolicy',
  'kinesis:PutRecord',
];

const keyActions = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:ListGrants',
  'kms:ListAliases',
  'kms:PutKeyPolicy',
  'kms:CreateGrant',
  'kms:RevokeGrant',
];

/** A test record on an encrypted stream needs a data key: through Kinesis, and in no other way. */
const testRecords = {
  Sid: 'TestRecords',
  Effect: 'Allow',
  Action: 'kms:GenerateDataKey',
  Resource: '*',
  Condition: { StringLike: { 'kms:ViaService': 'kinesis.*.amazonaws.com' } },
};

/** A grant may let its role read and nothing else. */
const keyGrantLimits = {
  Sid: 'KeyGrantLimits',
  Effect: 'Deny',
  Action: 'kms:CreateGrant',
  Resource: '*',
  Condition: { 'ForAnyValue:StringNotEquals': { 'kms:GrantOperations': ['Decrypt', 'DescribeKey'] } },
};

const logActions = [
  'logs:FilterLogEvents',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:StartLiveTail',
  'logs:StopLiveTail',
];

const functionActions = [
  'lambda:ListEventSourceMappings',
  'lambda:GetEventSourceMapping',
  'lambda:CreateEventSourceMapping',
  'lambda:UpdateEventSourceMapping',
  'lambda:DeleteEventSourceMapping',
  'lambda:ListFunctions',
  'lambda:GetFunctionConfiguration',
  'lambda:GetFunctionConcurrency',
  'lambda:GetAccountSettings',
  'lambda:ListTags',
  'lambda:TagResource',
];

const roleReads = [
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
  'iam:GetRolePolicy',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
];

const roleWrites = ['iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy'];

function allow(sid: string, ...actions: string[]) {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: '*' };
}
