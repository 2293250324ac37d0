import { readRole } from '@/lib/aws/iam/read';
import type { Permissions, WritePermission } from '@/lib/aws/permission';
import { type Sample, sampleOf } from '@/lib/aws/policy-thing';
import type { AwsService, AwsServices } from '@/lib/aws/service';
import { openSession } from '@/lib/aws/session/open-session';
import { evaluate, type Outcome } from '@/lib/policy/evaluate';
import type { ConditionContext } from '@/lib/policy/question';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import { allPermissions } from './commands';
import { type OwnPolicies, ownPolicies } from './own-policies';
import { cause, type Finding, fix, title } from './verdicts';

/** A right that is judged, with what is known of the condition keys in its requests. */
type Judged = { id: string; right: WritePermission; context: NonNullable<Permissions['context']> };

/** Each write, and each read that is not tried, judged by the role's own policies: nothing is written or begun to find out. */
export async function checkWrites(
  connection: Connection,
  region: string,
  sample: Sample,
  services: AwsServices,
): Promise<ConnectionCheck[]> {
  const evidence = await readRole(openSession(connection, region, 'read', services), connection.roleArn);
  const own = ownPolicies(evidence);
  const writes = connection.mode === 'may-change' ? services.flatMap(judgedWrites) : [];
  return [...writes, ...services.flatMap(judgedReads)].map(({ id, right, context }) => {
    const { action, optional } = right;
    const base = { id, title: title('write', { action }) };
    if (!own.ok) return { ...base, state: 'unknown', cause: cause('writeUnread', { action }), evidence: own.why };
    const outcome = judged(connection, right, known(context, sample), sample, own.policies);
    const found = verdictOf(connection, action, outcome, services);
    if (optional === undefined || found.state !== 'failed') return { ...base, ...found };
    return { ...base, ...found, state: 'optional', cause: cause(optional, { action }) };
  });
}

function judgedWrites({ permissions: { writes = [], context = {} } }: AwsService): Judged[] {
  const ours = writes.filter(({ indirect }) => !indirect);
  return ours.map((right) => ({ id: `write:${right.action}`, right, context }));
}

function judgedReads({ permissions: { reads, context = {} } }: AwsService): Judged[] {
  return reads.filter(({ judged }) => judged).map((right) => ({ id: `read:${right.action}`, right, context }));
}

function known(context: Judged['context'], sample: Sample): ConditionContext {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      key,
      typeof value === 'object' && 'none' in value ? sampleOf(sample, value) : value,
    ]),
  );
}

function judged(
  { accountId, roleArn }: Connection,
  { action, on }: WritePermission,
  context: ConditionContext,
  sample: Sample,
  own: OwnPolicies,
): Outcome {
  return evaluate(
    {
      principal: { type: 'role', arn: roleArn, accountId },
      action,
      resource: { arn: on === '*' ? on : sampleOf(sample, on), accountId },
      context: { 'aws:PrincipalArn': roleArn, ...context },
      contextComplete: false,
    },
    own,
  );
}

function verdictOf(connection: Connection, action: string, outcome: Outcome, services: AwsServices): Finding {
  const values = { action, role: connection.roleArn };
  const evidence = outcome.decidedBy?.statement.text ?? '';
  if (outcome.decision === 'allow') return { state: 'passed', evidence };
  if (outcome.decision === 'depends') {
    return {
      state: 'unknown',
      cause: cause('writeDepends', { action, keys: outcome.dependsOn.join(', ') || '–' }),
      evidence,
    };
  }
  if (outcome.policyType === 'boundary') {
    const stopped = { ...values, type: 'boundary' };
    return { state: 'failed', cause: cause('forbidden', stopped), evidence, fix: fix('changePolicy', stopped) };
  }
  if (outcome.reason === 'explicit-deny') {
    return { state: 'failed', cause: cause('denied', values), evidence, fix: fix('removeDeny', values) };
  }
  // All that the role needs, reads too: it may be pasted in the place of what is there.
  const paste = allPermissions(connection, services);
  return { state: 'failed', cause: cause('writeLacking', values), evidence, fix: fix('allowAction', values, paste) };
}
