import type { Service } from './service';

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
export function operatorPolicy(accountId: string, services: readonly Service[]) {
  return { Version: version, Statement: services.flatMap(({ operator }) => operator?.(accountId) ?? []) };
}
