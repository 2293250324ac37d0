import type { AwsServices } from '@/lib/aws/service';
import type { Hub } from '@/lib/aws/sts/hub';
import type { Connection } from '@/lib/wiring/connection';
import { roleName } from '@/lib/wiring/resource/iam-arn';
import { namesOf, permissions, trustPolicy } from '../role/documents';
import { roleNameOf } from '../role/role-name';
import { shellQuoted } from '../role/shell-quoted';
import type { PolicyJson } from '../role/statements';

/** A document to paste into the console, and the command that puts it there. */
export type Paste = { document?: string; command: string };

/** The trust policy that lets this hub in with this external ID, and nobody else. */
export function pasteTrust(connection: Connection, hub: Hub): Paste {
  const trust = trustPolicy(hub, connection.externalId);
  const name = shellQuoted(roleName(connection.roleArn));
  const document = shellQuoted(JSON.stringify(trust));
  return {
    document: JSON.stringify(trust, null, 2),
    command: `aws iam update-assume-role-policy --role-name ${name} --policy-document ${document}`,
  };
}

/** The role as it should be, made where there is none. */
export function makeRole(connection: Connection, hub: Hub, services: AwsServices): Paste {
  const role = roleNameOf(connection.roleArn);
  const trust = trustPolicy(hub, connection.externalId);
  const create = [
    `aws iam create-role --path ${shellQuoted(role.path)} --role-name ${shellQuoted(role.name)}`,
    `--assume-role-policy-document ${shellQuoted(JSON.stringify(trust))}`,
  ].join(' ');
  return {
    document: JSON.stringify(trust, null, 2),
    command: `${create}\n${allPermissions(connection, services).command}`,
  };
}

/** Everything that the role needs, under the name that the offered role gives it. */
export function allPermissions(connection: Connection, services: AwsServices): Required<Paste> {
  const document = permissions(connection.mode, namesOf(connection), services);
  return {
    document: JSON.stringify(document, null, 2),
    command: putRolePolicy(connection.roleArn, 'tributary', JSON.stringify(document)),
  };
}

/** What the hub's own role must be allowed. */
export function hubRights(connection: Connection, hub: Hub): Paste {
  const policy: PolicyJson = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AssumeTributaryRole',
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Resource: connection.roleArn,
      },
    ],
  };
  const name = `tributary-${connection.accountId}`;
  const principal = hub.principals[0] ?? hub.arn;
  return {
    document: JSON.stringify(policy, null, 2),
    command: hub.isRole
      ? putRolePolicy(principal, name, JSON.stringify(policy))
      : `aws iam put-user-policy --user-name ${shellQuoted(principal.split('/').at(-1) ?? '')} --policy-name ${name} --policy-document ${shellQuoted(JSON.stringify(policy))}`,
  };
}

/** Asks IAM what we could not read: the hub's own rights, groups and organization included. */
export function simulateHub(connection: Connection, hub: Hub): string {
  const principal = shellQuoted(hub.principals[0] ?? hub.arn);
  const role = shellQuoted(connection.roleArn);
  return `aws iam simulate-principal-policy --policy-source-arn ${principal} --action-names sts:AssumeRole --resource-arns ${role}`;
}

/** Shows in the target account what tells the causes apart that remain. */
export function lookAtRole(connection: Connection): string {
  const query = "'Role.{Arn:Arn,RoleId:RoleId,Trust:AssumeRolePolicyDocument,MaxSessionDuration:MaxSessionDuration}'";
  return `aws iam get-role --role-name ${shellQuoted(roleName(connection.roleArn))} --query ${query}`;
}

function putRolePolicy(roleArn: string, policyName: string, document: string): string {
  return `aws iam put-role-policy --role-name ${shellQuoted(roleName(roleArn))} --policy-name ${shellQuoted(policyName)} --policy-document ${shellQuoted(document)}`;
}

/** The same policy without one statement; the policy itself goes when nothing else is in it. */
export function withoutStatement(roleArn: string, policyName: string, text: string, index: number): string {
  const policy: { Statement: unknown } = JSON.parse(text);
  const rest = Array.isArray(policy.Statement) ? policy.Statement.filter((_, at) => at !== index) : [];
  if (rest.length > 0) return putRolePolicy(roleArn, policyName, JSON.stringify({ ...policy, Statement: rest }));
  return `aws iam delete-role-policy --role-name ${shellQuoted(roleName(roleArn))} --policy-name ${shellQuoted(policyName)}`;
}
