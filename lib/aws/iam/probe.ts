import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import type { ProbesOf } from '../probe';
import type { Session } from '../session/session';
import type { permissions } from './permissions';
import { role } from './things';

const iam = (session: Session) => session.client(IAMClient);

/** A policy of AWS's own, which every account has. */
const policyOfAws = ({ partition }: Session) =>
  `arn:${partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`;

/** A role's own policy need not be there. */
export const probes: ProbesOf<typeof permissions> = {
  'iam:GetRole': {
    on: role,
    call: (session, arn) => iam(session).send(new GetRoleCommand({ RoleName: roleName(arn) })),
  },
  'iam:ListAttachedRolePolicies': {
    on: role,
    call: (session, arn) => iam(session).send(new ListAttachedRolePoliciesCommand({ RoleName: roleName(arn) })),
  },
  'iam:ListRolePolicies': {
    on: role,
    call: (session, arn) => iam(session).send(new ListRolePoliciesCommand({ RoleName: roleName(arn) })),
  },
  'iam:GetRolePolicy': {
    on: role,
    call(session, arn) {
      const input = { RoleName: roleName(arn), PolicyName: 'tributary-check' };
      return iam(session).send(new GetRolePolicyCommand(input));
    },
  },
  'iam:GetPolicy': {
    on: role,
    call: (session) => iam(session).send(new GetPolicyCommand({ PolicyArn: policyOfAws(session) })),
  },
  'iam:GetPolicyVersion': {
    on: role,
    call(session) {
      const input = { PolicyArn: policyOfAws(session), VersionId: 'v1' };
      return iam(session).send(new GetPolicyVersionCommand(input));
    },
  },
};
