import { awsServices } from '@/lib/aws/aws-services';
import type { Choice } from '@/lib/aws/permission';
import type { RoleNames } from '@/lib/aws/policy-thing';
import type { AwsServices } from '@/lib/aws/service';
import type { Hub } from '@/lib/aws/sts/hub';
import { arnOf } from '@/lib/wiring/arn';
import type { Connection, ConnectionMode } from '@/lib/wiring/connection';
import { allowed, changeRules, type PolicyJson, readRules, type Statement, single, statementsOf } from './statements';

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
export function permissions(mode: ConnectionMode, names: RoleNames, services = awsServices): PolicyJson {
  const reads = statementsOf(readRules(services), names, services);
  const changes = mode === 'may-change' ? changePermissions(names, services).Statement : [];
  return { Version: '2012-10-17', Statement: [...reads, ...changes] };
}

/** The statements that only a role which may change has. */
export function changePermissions(names: RoleNames, services: AwsServices): PolicyJson {
  return documentOf(statementsOf(changeRules(services), names, services));
}

/** Rights that the role has only where whoever makes it chooses so, a document for each choice. */
export function chosenPermissions(names: RoleNames, services: AwsServices): Chosen[] {
  const rights = services.flatMap(({ permissions }) => permissions.writes ?? []);
  return choicesOf(services).map((choice) => {
    const chosen = allowed(rights.filter((right) => right.choice === choice));
    return { choice, document: documentOf(statementsOf(chosen, names, services)) };
  });
}

export function choicesOf(services: AwsServices): Choice[] {
  const rights = services.flatMap(({ permissions }) => permissions.writes ?? []);
  return [...new Set(rights.flatMap(({ choice }) => choice ?? []))];
}

export type Chosen = { choice: Choice; document: PolicyJson };

function documentOf(statements: readonly Statement[]): PolicyJson {
  const Statement = statements.map((statement) => ({ ...statement, Action: single(statement.Action) }));
  return { Version: '2012-10-17', Statement };
}
