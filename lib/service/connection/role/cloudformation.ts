import { stringify } from 'yaml';
import { awsServices } from '@/lib/aws/aws-services';
import type { Choice } from '@/lib/aws/permission';
import type { RoleNames } from '@/lib/aws/policy-thing';
import type { AwsServices } from '@/lib/aws/service';
import type { Hub } from '@/lib/aws/sts/hub';
import type { Connection } from '@/lib/wiring/connection';
import { changePermissions, choicesOf, chosenPermissions, permissions, trustPolicy } from './documents';
import type { RoleName } from './role-name';
import type { PolicyJson } from './statements';

/** How a reference begins in a text that `Fn::Sub` reads; `!` after it makes it plain text. */
const begin = '$' + '{';

function reference(name: string): string {
  return `${begin}${name}}`;
}

/** What the template takes, with this connection's values. */
export function templateParameters(connection: Connection, hub: Hub, services = awsServices): Record<string, string> {
  return {
    HubAccountId: hub.accountId,
    HubPrincipalArns: hub.principals.join(','),
    ExternalId: connection.externalId,
    Mode: connection.mode,
    FunctionRoles: '*',
    ...Object.fromEntries(choicesOf(services).map((choice) => [parameterOf(choice), 'never'])),
  };
}

/**
 * The role as a CloudFormation template. Everything about the connection is a parameter with its value as default, so
 * the same template serves every account that has the role at the same path.
 */
export function cloudFormationTemplate(
  connection: Connection,
  hub: Hub,
  role: RoleName,
  services = awsServices,
): string {
  const names: RoleNames = {
    partition: reference('AWS::Partition'),
    accountId: reference('AWS::AccountId'),
    roleArn: [
      `arn:${reference('AWS::Partition')}:iam::${reference('AWS::AccountId')}:role`,
      `${role.path}${role.name}`.replaceAll(begin, `${begin}!`),
    ].join(''),
    functionRoles: reference('FunctionRoles'),
  };
  const choices = choicesOf(services);
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The role that Tributary assumes in this account.',
    Parameters: parameters(templateParameters(connection, hub, services), choices),
    Conditions: {
      MayChange: { 'Fn::Equals': [{ Ref: 'Mode' }, 'may-change'] },
      ...Object.fromEntries(choices.map((choice) => [conditionOf(choice), chosenCondition(choice)])),
    },
    Resources: { Role: { Type: 'AWS::IAM::Role', Properties: properties(hub, role, names, services) } },
    Outputs: { RoleArn: { Description: 'For the connection.', Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  };
  return stringify(template, { lineWidth: 0, aliasDuplicateObjects: false });
}

function parameters(values: Record<string, string>, choices: readonly Choice[]) {
  return {
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
    ...Object.fromEntries(choices.map((choice) => [parameterOf(choice), choiceParameter(choice)])),
  };
}

function parameter(description: string, value: string | undefined, more: Record<string, unknown> = {}) {
  return { Type: 'String', Description: description, Default: value, ...more };
}

function properties(hub: Hub, role: RoleName, names: RoleNames, services: AwsServices) {
  return {
    Path: role.path,
    RoleName: role.name,
    Description: 'Assumed by Tributary.',
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: trustWithParameters(hub),
    Policies: [
      { PolicyName: 'tributary-read', PolicyDocument: substituted(permissions('read-only', names, services)) },
      {
        'Fn::If': [
          'MayChange',
          { PolicyName: 'tributary-change', PolicyDocument: substituted(changePermissions(names, services)) },
          { Ref: 'AWS::NoValue' },
        ],
      },
      ...chosenPermissions(names, services).map(({ choice, document }) => ({
        'Fn::If': [
          conditionOf(choice),
          { PolicyName: `tributary-${choice.id}`, PolicyDocument: substituted(document) },
          { Ref: 'AWS::NoValue' },
        ],
      })),
    ],
  };
}

/** `KeyPolicies` of `key-policies`. */
function parameterOf({ id }: Choice): string {
  return pascal(id.split('-'));
}

/** `MayWriteKeyPolicies` of `write key policies`. */
function conditionOf({ lets }: Choice): string {
  return `May${pascal(lets.split(' '))}`;
}

function pascal(words: readonly string[]): string {
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

function choiceParameter({ lets, means, without }: Choice) {
  const description = `May-change only: may Tributary ${lets}? It ${means}. With never it ${without}.`;
  return parameter(description, 'never', { AllowedValues: ['never', 'allow'] });
}

function chosenCondition(choice: Choice) {
  return { 'Fn::And': [{ Condition: 'MayChange' }, { 'Fn::Equals': [{ Ref: parameterOf(choice) }, 'allow'] }] };
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
