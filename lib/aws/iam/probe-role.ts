import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { roleName } from '@/lib/wiring/arn';
import type { Read } from '@/lib/wiring/read';
import { reading } from '../session/reading';
import type { Session } from '../session/session';

/** Each read of IAM that a role's policies take, tried once; the policies need not be there. */
export async function probeRoleReads(
  session: Session,
  roleArn: string,
): Promise<{ action: string; read: Read<unknown> }[]> {
  const { partition } = session;
  const iam = session.client(IAMClient);
  const role = { RoleName: roleName(roleArn) };
  const managed = {
    PolicyArn: `arn:${partition}:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole`,
  };
  const probes: [string, string, () => Promise<unknown>][] = [
    ['iam:GetRole', roleArn, () => iam.send(new GetRoleCommand(role))],
    ['iam:ListAttachedRolePolicies', roleArn, () => iam.send(new ListAttachedRolePoliciesCommand(role))],
    ['iam:ListRolePolicies', roleArn, () => iam.send(new ListRolePoliciesCommand(role))],
    [
      'iam:GetRolePolicy',
      roleArn,
      () => iam.send(new GetRolePolicyCommand({ ...role, PolicyName: 'tributary-check' })),
    ],
    ['iam:GetPolicy', managed.PolicyArn, () => iam.send(new GetPolicyCommand(managed))],
    [
      'iam:GetPolicyVersion',
      managed.PolicyArn,
      () => iam.send(new GetPolicyVersionCommand({ ...managed, VersionId: 'v1' })),
    ],
  ];
  return Promise.all(
    probes.map(async ([action, resource, probe]) => {
      const read = await reading(session, action, resource, probe);
      // Only whether it was allowed matters here; what it answered is not kept.
      return { action, read: read.state === 'known' ? { ...read, value: null } : read };
    }),
  );
}
