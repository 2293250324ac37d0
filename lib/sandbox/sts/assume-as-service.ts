import { evaluate } from '@/lib/policy/evaluate';
import type { Clock } from '../clock';
import { sessionCaller } from '../credentials';
import { accessDenied } from '../enforce';
import { seen } from '../iam/propagation';
import { roleByArn } from '../iam/state';
import { named } from '../identity';
import type { Caller } from '../service';
import type { World } from '../world';

const sessionMilliseconds = 60 * 60_000;

/**
 * A session of an execution role for an AWS service (`lambda.amazonaws.com`): its trust policy must name the service
 * and must not ask for what a service never sends, such as an external ID or a source identity.
 * @throws Fault AccessDenied, the same for a role that does not exist (yet) as for one that does not trust
 */
export function assumeAsService(
  world: World,
  clock: Clock,
  roleArn: string,
  servicePrincipal: string,
  sessionName: string,
): Caller {
  const found = roleByArn(world, roleArn);
  const grants = found && seen(found.role.grants, clock);
  if (!found || !grants || !trusts(grants.trust, servicePrincipal, roleArn, found.accountId, sessionName)) {
    const message = `User: ${servicePrincipal} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
    throw accessDenied({ protocol: 'awsQuery' }, message);
  }
  const session = {
    roleArn,
    roleUniqueId: found.role.id,
    name: sessionName,
    policies: [],
    tags: {},
    expiresAt: clock.now() + sessionMilliseconds,
    chained: false,
  };
  return sessionCaller(session, found.accountId, '');
}

function trusts(trust: string, service: string, roleArn: string, accountId: string, sessionName: string): boolean {
  const outcome = evaluate(
    {
      principal: { type: 'service', name: service },
      action: 'sts:AssumeRole',
      resource: { arn: roleArn, accountId },
      context: { 'sts:RoleSessionName': sessionName, 'aws:SourceAccount': accountId },
      contextComplete: true,
    },
    { identity: [], resource: named('trust policy', trust), resourceType: 'trust' },
  );
  return outcome.decision === 'allow';
}
