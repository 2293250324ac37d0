import { readActions, writeActions } from '@/lib/aws/session/session-policy';
import type { Hub } from '@/lib/aws/sts/hub';
import { arnOf } from '@/lib/wiring/arn';
import type { Connection, ConnectionMode } from '@/lib/wiring/connection';

type Statement = {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Principal?: { AWS: string };
  Action: string | readonly string[];
  Resource?: string | readonly string[];
  Condition?: Record<string, Record<string, string | readonly string[]>>;
};

export type PolicyJson = { Version: '2012-10-17'; Statement: Statement[] };

/** What the documents are written with: real values, or references in the language of a template. */
export type RoleNames = {
  partition: string;
  accountId: string;
  roleArn: string;
  /** Roles of functions that Tributary may give rights to: a path and name, `*` for all. */
  functionRoles: string;
};

export function namesOf(connection: Connection): RoleNames {
  const { partition, accountId } = arnOf(connection.roleArn);
  return { partition, accountId, roleArn: connection.roleArn, functionRoles: '*' };
}

/**
 * Who may assume the role: the hub's account, pinned to the hub itself, with this connection's external ID
 * (domain: security §3). Naming the account survives the hub's role being made anew.
 */
export function trustPolicy(hub: Hub, externalId: string): PolicyJson {
  const exact = hub.principals.every((principal) => !principal.includes('*'));
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Tributary',
        Effect: 'Allow',
        Principal: { AWS: `arn:${hub.partition}:iam::${hub.accountId}:root` },
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Condition: {
          StringEquals: { 'sts:ExternalId': externalId },
          [exact ? 'ArnEquals' : 'ArnLike']: { 'aws:PrincipalArn': hub.principals },
          StringLike: { 'sts:RoleSessionName': 'tributary-*' },
        },
      },
    ],
  };
}

/** What the role may do: what our calls need, and never data (domain: security §4, §5). */
export function permissions(mode: ConnectionMode, names: RoleNames): PolicyJson {
  const statements = mode === 'may-change' ? [...reads(names), ...writes(names)] : reads(names);
  return { Version: '2012-10-17', Statement: statements };
}

/** The statements that only a role which may change has. */
export function changePermissions(names: RoleNames): PolicyJson {
  return { Version: '2012-10-17', Statement: writes(names) };
}

/**
 * The choice beside the grants: whoever writes a key's policy controls the key in full (domain: security §5). Without
 * it Tributary opens keys by grants, and a change of a key policy is only shown to paste.
 */
export function keyPolicyPermissions(names: RoleNames): PolicyJson {
  const { keys } = arns(names);
  const statement: Statement = { Sid: 'KeyPolicies', Effect: 'Allow', Action: 'kms:PutKeyPolicy', Resource: keys };
  return { Version: '2012-10-17', Statement: [statement] };
}

function reads(names: RoleNames): Statement[] {
  const arn = arns(names);
  return [
    {
      Sid: 'Lists',
      Effect: 'Allow',
      Action: [
        'kinesis:ListStreams',
        'lambda:ListFunctions',
        'lambda:ListEventSourceMappings',
        ...readActions.cloudwatch,
      ],
      Resource: '*',
    },
    {
      Sid: 'Streams',
      Effect: 'Allow',
      Action: readActions.kinesis.filter((action) => action !== 'kinesis:ListStreams'),
      Resource: arn.streams,
    },
    { Sid: 'Keys', Effect: 'Allow', Action: readActions.kms, Resource: arn.keys },
    {
      Sid: 'Functions',
      Effect: 'Allow',
      Action: ['lambda:GetFunctionConfiguration'],
      Resource: arn.functions,
    },
    {
      Sid: 'RolesForDiagnosis',
      Effect: 'Allow',
      Action: readActions.iam,
      Resource: [arn.roles, arn.policies, arn.managedPolicies],
    },
    {
      Sid: 'Logs',
      Effect: 'Allow',
      Action: readActions.logs,
      Resource: arn.logs,
    },
    {
      Sid: 'NeverData',
      Effect: 'Deny',
      Action: [
        'kinesis:GetRecords',
        'kinesis:SubscribeToShard',
        'lambda:GetFunction',
        'lambda:InvokeFunction',
        'kms:Decrypt',
      ],
      Resource: '*',
    },
  ];
}

function writes(names: RoleNames): Statement[] {
  const arn = arns(names);
  const [attach, detach, put, remove] = writeActions.iam;
  const [createGrant, revokeGrant] = writeActions.kms;
  return [
    { Sid: 'ShareStreams', Effect: 'Allow', Action: writeActions.kinesis, Resource: arn.streams },
    {
      // A test record on an encrypted stream needs a data key: through Kinesis, and in no other way.
      Sid: 'TestRecords',
      Effect: 'Allow',
      Action: 'kms:GenerateDataKey',
      Resource: arn.keys,
      Condition: { StringLike: { 'kms:ViaService': 'kinesis.*' } },
    },
    { Sid: 'KeyGrants', Effect: 'Allow', Action: [createGrant, revokeGrant], Resource: arn.keys },
    {
      Sid: 'KeyGrantLimits',
      Effect: 'Deny',
      Action: createGrant,
      Resource: '*',
      Condition: { 'ForAnyValue:StringNotEquals': { 'kms:GrantOperations': ['Decrypt', 'DescribeKey'] } },
    },
    {
      Sid: 'Mappings',
      Effect: 'Allow',
      Action: writeActions.lambda,
      Resource: '*',
      Condition: { ArnLike: { 'lambda:FunctionArn': arn.functions } },
    },
    {
      Sid: 'AttachOneManagedPolicy',
      Effect: 'Allow',
      Action: [attach, detach],
      Resource: arn.functionRoles,
      Condition: { ArnEquals: { 'iam:PolicyARN': arn.kinesisExecution } },
    },
    { Sid: 'InlinePolicies', Effect: 'Allow', Action: [put, remove], Resource: arn.functionRoles },
    { Sid: 'NeverItself', Effect: 'Deny', Action: writeActions.iam, Resource: names.roleArn },
  ];
}

function arns({ partition, accountId, functionRoles }: RoleNames) {
  return {
    streams: `arn:${partition}:kinesis:*:${accountId}:stream/*`,
    keys: `arn:${partition}:kms:*:${accountId}:key/*`,
    functions: `arn:${partition}:lambda:*:${accountId}:function:*`,
    roles: `arn:${partition}:iam::${accountId}:role/*`,
    functionRoles: `arn:${partition}:iam::${accountId}:role/${functionRoles}`,
    policies: `arn:${partition}:iam::${accountId}:policy/*`,
    managedPolicies: `arn:${partition}:iam::aws:policy/*`,
    kinesisExecution: `arn:${partition}:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole`,
    logs: `arn:${partition}:logs:*:${accountId}:log-group:/aws/lambda/*`,
  };
}
