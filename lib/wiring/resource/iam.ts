import type { Read } from '../read';
import type { PolicyText } from '../thing';
import { roleName } from './iam-arn';
import { onlyPolicy } from './only-policy';
import type { Resource } from './resource';

type RoleItself = {
  uniqueId: string;
  createdAt: string;
  trustPolicy: string;
  boundaryArn: string | null;
  /** Left out in what was read before tags were kept. */
  tags?: Readonly<Record<string, string>>;
};

/** An IAM role as one read of it gave it. Policy documents are JSON texts, decoded from IAM's URL encoding. */
export type Role = {
  is: 'iam-role';
  arn: string;
  role: Read<RoleItself>;
  attached: Read<PolicyText[]>;
  inline: Read<PolicyText[]>;
  /** `absent` when the role has none. */
  boundary: Read<string>;
};

const role: Resource<Role> = {
  arn: { service: 'iam', everywhere: true, resource: /^role\/([\x21-\x7e]+\/)?[\w+=,.@-]+$/ },
  name: roleName,
  stable: (arn) => arn,
  nameless: ({ partition, accountId }) => `arn:${partition}:iam::${accountId}:role/-`,
  ownRead: ({ role }) => role,
  uniqueId: ({ role }) => (role.state === 'known' ? role.value.uniqueId : null),
  sessionTags: ({ role }) => (role.state === 'known' ? (role.value.tags ?? null) : null),
  documents: {
    identity: {
      as: 'identity',
      name: 'identity-policy',
      texts: ({ attached, inline }) => [attached, inline],
      unread: 'role-policies-read',
      writing: {
        named: {
          put: (arn, policyName, { before, after }) =>
            after === null
              ? { call: 'iam:DeleteRolePolicy', roleName: roleName(arn), policyName, expected: before ?? '' }
              : { call: 'iam:PutRolePolicy', roleName: roleName(arn), policyName, policy: after, expected: before },
          attach: (arn, policyArn) => ({ call: 'iam:AttachRolePolicy', roleName: roleName(arn), policyArn }),
          detach: (arn, policyArn) => ({ call: 'iam:DetachRolePolicy', roleName: roleName(arn), policyArn }),
        },
      },
    },
    trust: {
      as: 'trust',
      name: 'trust-policy',
      texts: ({ role }) =>
        onlyPolicy('trust-policy', role.state === 'known' ? { ...role, value: role.value.trustPolicy } : role),
    },
    boundary: {
      as: 'boundary',
      name: 'permissions-boundary',
      texts: ({ boundary }) => onlyPolicy('permissions-boundary', boundary),
    },
  },
  gone: () => ({ code: 'role-gone' }),
  inUse: (arn) => ({ code: 'role-in-use', values: { role: roleName(arn) } }),
  madeAt: ({ role }) => (role.state === 'known' ? role.value.createdAt : null),
  kept: {
    unread: (arn) => ({ key: 'keeps.role-unread', values: { role: roleName(arn) } }),
    unnamed: () => ({ key: 'keeps.role-unnamed' }),
    attached: (arn, values) => ({ key: 'keeps.role-policy', values: { ...values, role: roleName(arn) } }),
  },
};

export const resources = { 'iam-role': role };
