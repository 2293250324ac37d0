/** What Tributary's role may do with roles: never with its own. */
export function operator(accountId: string) {
  const own = `arn:aws:iam::${accountId}:role/tributary/*`;
  return [
    { Sid: 'Roles', Effect: 'Allow', Action: [...reads, ...writes], Resource: '*' },
    { Sid: 'NeverTouchOwnRoles', Effect: 'Deny', Action: writes, Resource: own },
  ];
}

const reads = [
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
  'iam:GetRolePolicy',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
];

const writes = ['iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy'];
