import { stringify } from 'yaml';
import type { Hub } from '@/lib/aws/sts/hub';
import type { Connection } from '@/lib/wiring/connection';
import {
  changePermissions,
  keyPolicyPermissions,
  type PolicyJson,
  permissions,
  type RoleNames,
  trustPolicy,
} from './documents';
import type { RoleName } from './role-name';

/** How a reference begins in a text that `Fn::Sub` reads; `!` after it makes it plain text. */
const begin = '$' + '{';

function reference(name: string): string {
  return `${begin}${name}}`;
}

/** What the template takes, with this connection's values. */
export function templateParameters(connection: Connection, hub: Hub): Record<string, string> {
  return {
    HubAccountId: hub.accountId,
    HubPrincipalArns: hub.principals.join(','),
    ExternalId: connection.externalId,
    Mode: connection.mode,
    FunctionRoles: '*',
    KeyPolicies: 'never',
  };
}

/**
 * The role as a CloudFormation template. Everything about the connection is a parameter with its value as default, so
 * the same template serves every account that has the role at the same path.
 */
export function cloudFormationTemplate(connection: Connection, hub: Hub, role: RoleName): string {
  const values = templateParameters(connection, hub);
  const names: RoleNames = {
    partition: reference('AWS::Partition'),
    accountId: reference('AWS::AccountId'),
    roleArn: [
      `arn:${reference('AWS::Partition')}:iam::${reference('AWS::AccountId')}:role`,
      `${role.path}${role.name}`.replaceAll(begin, `${begin}!`),
    ].join(''),
    functionRoles: reference('FunctionRoles'),
  };
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The role that Tributary assumes in this account.',
    Parameters: {
      HubAccountId: parameter('The account that Tributary runs in.', values.HubAccountId, {
        AllowedPattern: '^\\d{12}$',
      }),
      HubPrincipalArns: {
        ...parameter('The user or role that Tributary runs as, with commas between.', values.HubPrincipalArns),
        Type: 'CommaDelimitedList',
      },
      ExternalId: parameter('Made by Tributary for this account. Do not change it.', values.ExternalId, {
        AllowedPattern: '^[\\w+=,.@:/-]{2,1224}$',
      }),
      Mode: parameter('What Tributary may do here.', values.Mode, { AllowedValues: ['read-only', 'may-change'] }),
      FunctionRoles: parameter(
        'May-change only: the path and name of the roles of functions that Tributary may give rights to, * for all.',
        values.FunctionRoles,
      ),
      KeyPolicies: parameter(
        'May-change only: may Tributary write key policies? It equals full control of the keys. With never it opens keys by grants for Decrypt and DescribeKey alone.',
        values.KeyPolicies,
        { AllowedValues: ['never', 'allow'] },
      ),
    },
    Conditions: {
      MayChange: { 'Fn::Equals': [{ Ref: 'Mode' }, 'may-change'] },
      MayWriteKeyPolicies: {
        'Fn::And': [{ Condition: 'MayChange' }, { 'Fn::Equals': [{ Ref: 'KeyPolicies' }, 'allow'] }],
      },
    },
    Resources: { Role: { Type: 'AWS::IAM::Role', Properties: properties(hub, role, names) } },
    Outputs: { RoleArn: { Description: 'For the connection.', Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  };
  return stringify(template, { lineWidth: 0, aliasDuplicateObjects: false });
}

function parameter(description: string, value: string | undefined, more: Record<string, unknown> = {}) {
  return { Type: 'String', Description: description, Default: value, ...more };
}

function properties(hub: Hub, role: RoleName, names: RoleNames) {
  return {
    Path: role.path,
    RoleName: role.name,
    Description: 'Assumed by Tributary.',
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: trustWithParameters(hub),
    Policies: [
      { PolicyName: 'tributary-read', PolicyDocument: substituted(permissions('read-only', names)) },
      {
        'Fn::If': [
          'MayChange',
          { PolicyName: 'tributary-change', PolicyDocument: substituted(changePermissions(names)) },
          { Ref: 'AWS::NoValue' },
        ],
      },
      {
        'Fn::If': [
          'MayWriteKeyPolicies',
          { PolicyName: 'tributary-key-policies', PolicyDocument: substituted(keyPolicyPermissions(names)) },
          { Ref: 'AWS::NoValue' },
        ],
      },
    ],
  };
}

function trustWithParameters(hub: Hub): unknown {
  const trust = trustPolicy({ ...hub, principals: ['arn:*'] }, '');
  const [statement] = trust.Statement;
  return {
    ...trust,
    Statement: [
      {
        ...statement,
        Principal: {
          AWS: { 'Fn::Sub': `arn:${reference('AWS::Partition')}:iam::${reference('HubAccountId')}:root` },
        },
        Condition: {
          StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } },
          ArnLike: { 'aws:PrincipalArn': { Ref: 'HubPrincipalArns' } },
          StringLike: { 'sts:RoleSessionName': 'tributary-*' },
        },
      },
    ],
  };
}

/** Every text that has a reference in it becomes `Fn::Sub`. */
function substituted(policy: PolicyJson): unknown {
  return JSON.parse(JSON.stringify(policy), (_, value: unknown) =>
    typeof value === 'string' && value.includes(begin) ? { 'Fn::Sub': value } : value,
  );
}
