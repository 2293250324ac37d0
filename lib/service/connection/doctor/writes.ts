import { readRole } from '@/lib/aws/iam/read';
import { openSession } from '@/lib/aws/session/open-session';
import { writeActions } from '@/lib/aws/session/session-policy';
import { evaluate, type Outcome } from '@/lib/policy/evaluate';
import type { ConditionContext } from '@/lib/policy/question';
import { arnOf } from '@/lib/wiring/arn';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import { allPermissions } from './commands';
import { type OwnPolicies, ownPolicies } from './own-policies';
import type { Sample } from './reads';
import { cause, type Finding, fix, title } from './verdicts';

/** Rights that Tributary makes use of and can do without: tails then poll, and keys are shared by grants. */
const optional: Record<string, string> = {
  'logs:StartLiveTail': 'liveTailLacking',
  'kms:PutKeyPolicy': 'keyPolicyLacking',
};

/** Each kind of write, and Live Tail, judged by the role's own policies: nothing is written or begun to find out. */
export async function checkWrites(connection: Connection, region: string, sample: Sample): Promise<ConnectionCheck[]> {
  const evidence = await readRole(openSession(connection, region, 'read'), connection.roleArn);
  const own = ownPolicies(evidence);
  const writes = connection.mode === 'may-change' ? Object.values(writeActions).flat() : [];
  const actions = [...writes.map((action) => `write:${action}`), 'read:logs:StartLiveTail'];
  return actions.map((id) => {
    const action = id.slice(id.indexOf(':') + 1);
    const base = { id, title: title('write', { action }) };
    if (!own.ok) return { ...base, state: 'unknown', cause: cause('writeUnread', { action }), evidence: own.why };
    const found = verdictOf(connection, action, judged(connection, action, sample, own.policies));
    const key = optional[action];
    if (key === undefined || found.state !== 'failed') return { ...base, ...found };
    return { ...base, ...found, state: 'optional', cause: cause(key, { action }) };
  });
}

function judged(connection: Connection, action: string, sample: Sample, own: OwnPolicies): Outcome {
  const { accountId, roleArn } = connection;
  const { partition } = arnOf(roleArn);
  const managed = `arn:${partition}:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole`;
  const { region } = arnOf(sample.functionArn);
  const byService: Record<string, { resource: string; context: ConditionContext }> = {
    kinesis: { resource: sample.streamArn, context: {} },
    kms: { resource: sample.keyId, context: { 'kms:GrantOperations': ['Decrypt', 'DescribeKey'] } },
    logs: { resource: `arn:${partition}:logs:${region}:${accountId}:log-group:${sample.logGroup}`, context: {} },
    lambda: { resource: '*', context: { 'lambda:FunctionArn': sample.functionArn } },
    iam: { resource: sampleRole(connection, sample), context: { 'iam:PolicyARN': managed } },
  };
  const { resource, context } = byService[action.split(':')[0] ?? ''] ?? { resource: '*', context: {} };
  return evaluate(
    {
      principal: { type: 'role', arn: roleArn, accountId },
      action,
      resource: { arn: resource, accountId },
      context: { 'aws:PrincipalArn': roleArn, ...context },
      contextComplete: false,
    },
    own,
  );
}

/** Its own role is the one that the operator's role must not touch. */
function sampleRole(connection: Connection, sample: Sample): string {
  const { partition, accountId } = arnOf(connection.roleArn);
  const own = sample.roleArn === connection.roleArn;
  return own ? `arn:${partition}:iam::${accountId}:role/tributary-check` : sample.roleArn;
}

function verdictOf(connection: Connection, action: string, outcome: Outcome): Finding {
  const values = { action, role: connection.roleArn };
  const evidence = outcome.decidedBy?.statement.text ?? '';
  if (outcome.decision === 'allow') return { state: 'passed', evidence };
  if (outcome.decision === 'depends') {
    return { state: 'unknown', cause: cause('writeDepends', { action, keys: outcome.dependsOn.join(', ') }), evidence };
  }
  if (outcome.policyType === 'boundary') {
    const stopped = { ...values, type: 'boundary' };
    return { state: 'failed', cause: cause('forbidden', stopped), evidence, fix: fix('changePolicy', stopped) };
  }
  if (outcome.reason === 'explicit-deny') {
    return { state: 'failed', cause: cause('denied', values), evidence, fix: fix('removeDeny', values) };
  }
  // All that the role needs, reads too: it may be pasted in the place of what is there.
  const paste = allPermissions(connection);
  return { state: 'failed', cause: cause('writeLacking', values), evidence, fix: fix('allowAction', values, paste) };
}
