/** Every read that Tributary makes, by service. Never data: no `GetRecords`, no `GetFunction`, no secret. */
export const readActions = {
  kinesis: [
    'kinesis:ListStreams',
    'kinesis:DescribeStreamSummary',
    'kinesis:GetResourcePolicy',
    'kinesis:ListStreamConsumers',
    'kinesis:DescribeStreamConsumer',
  ],
  kms: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:ListGrants'],
  lambda: ['lambda:ListFunctions', 'lambda:GetFunctionConfiguration', 'lambda:ListEventSourceMappings'],
  iam: [
    'iam:GetRole',
    'iam:ListAttachedRolePolicies',
    'iam:ListRolePolicies',
    'iam:GetRolePolicy',
    'iam:GetPolicy',
    'iam:GetPolicyVersion',
  ],
  logs: ['logs:FilterLogEvents', 'logs:StartLiveTail'],
  cloudwatch: ['cloudwatch:GetMetricData'],
} as const;

/** What a run writes, and the test record. */
export const writeActions = {
  kinesis: [
    'kinesis:PutResourcePolicy',
    'kinesis:DeleteResourcePolicy',
    'kinesis:RegisterStreamConsumer',
    'kinesis:DeregisterStreamConsumer',
    'kinesis:PutRecord',
  ],
  kms: ['kms:CreateGrant', 'kms:RevokeGrant', 'kms:PutKeyPolicy'],
  lambda: ['lambda:CreateEventSourceMapping', 'lambda:UpdateEventSourceMapping', 'lambda:DeleteEventSourceMapping'],
  iam: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy'],
} as const;

/**
 * The session policy of every read: whatever the role may do, a session that reads can only read. STS takes at most
 * 2,048 characters (domain: security §6).
 */
export const readSessionPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: Object.values(readActions).flat(), Resource: '*' }],
});
