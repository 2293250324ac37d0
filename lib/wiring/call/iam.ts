import type { Mark } from '../mark';
import type { CallType, Option } from './call';
import { replaced } from './policy';

type Managed = { roleName: string; policyArn: string };
type PutInline = { roleName: string; policyName: string; policy: string; expected: string | null };
type DeleteInline = { roleName: string; policyName: string; expected: string };

type OnRole = { roleName: string };
type Inline = OnRole & { policyName: string };

const onRole = {
  ends: () => ({}),
  // A call names no path, so this is no ARN.
  locks: ({ roleName }: OnRole, { accountId }: { accountId: string }) => [`role/${roleName} (${accountId})`],
};

function isAttached({ roleName, policyArn }: Managed): Mark[] {
  return [{ on: roleName, slot: 'identity', name: policyArn }];
}

function isInline({ roleName, policyName }: Inline): Mark[] {
  return [{ on: roleName, slot: 'identity', name: policyName }];
}

const managed = {
  ...onRole,
  values: ({ roleName, policyArn }: Managed) => ({
    role: roleName,
    policy: policyArn.split('/').at(-1) ?? policyArn,
  }),
};

function managedOptions({ roleName, policyArn }: Managed): Option[] {
  return [
    ['role-name', roleName],
    ['policy-arn', policyArn],
  ];
}

const attachRolePolicy: CallType<Managed> = {
  ...managed,
  leaves: isAttached,
  takes: () => [],
  cli: (input) => ({ verb: 'attach-role-policy', global: true, options: managedOptions(input) }),
  template: () => ({ none: 'no-type' }),
};

const detachRolePolicy: CallType<Managed> = {
  ...managed,
  leaves: () => [],
  takes: isAttached,
  cli: (input) => ({ verb: 'detach-role-policy', global: true, options: managedOptions(input) }),
  template: () => ({ none: 'removal' }),
};

const inline = {
  ...onRole,
  values: ({ roleName, policyName }: Inline) => ({ role: roleName, policy: policyName }),
  document: replaced,
};

function inlineOptions({ roleName, policyName }: Inline): Option[] {
  return [
    ['role-name', roleName],
    ['policy-name', policyName],
  ];
}

const putRolePolicy: CallType<PutInline> = {
  ...inline,
  leaves: isInline,
  takes: () => [],
  cli: (input) => ({
    verb: 'put-role-policy',
    global: true,
    options: [...inlineOptions(input), ['policy-document', input.policy]],
  }),
  template: ({ roleName, policyName, policy, expected }) =>
    expected === null
      ? {
          type: 'AWS::IAM::RolePolicy',
          properties: { RoleName: roleName, PolicyName: policyName, PolicyDocument: JSON.parse(policy) },
        }
      : { none: 'exists' },
};

const deleteRolePolicy: CallType<DeleteInline> = {
  ...inline,
  leaves: () => [],
  takes: isInline,
  cli: (input) => ({ verb: 'delete-role-policy', global: true, options: inlineOptions(input) }),
  template: () => ({ none: 'removal' }),
};

export const calls = {
  'iam:AttachRolePolicy': attachRolePolicy,
  'iam:DetachRolePolicy': detachRolePolicy,
  'iam:PutRolePolicy': putRolePolicy,
  'iam:DeleteRolePolicy': deleteRolePolicy,
};
