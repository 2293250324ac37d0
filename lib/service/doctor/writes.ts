import { readRole } from '@/lib/aws/iam';
import { openSession } from '@/lib/aws/session';
import { writeActions } from '@/lib/aws/session-policy';
import { parsePolicy } from '@/lib/policy/document';
import { evaluate, type Outcome } from '@/lib/policy/evaluate';
import type { NamedPolicy } from '@/lib/policy/question';
import { arnOf } from '@/lib/wiring/arn';
import type { Connection, ConnectionCheck } from '@/lib/wiring/connection';
import type { RoleEvidence } from '@/lib/wiring/evidence';
import type { Read } from '@/lib/wiring/read';
import { namesOf, permissions } from '../role/documents';
import type { Sample } from './reads';
import { cause, fix, title, wordsOf } from './verdicts';

type Own = { identity: NamedPolicy[]; boundary?: NamedPolicy };

/** Each kind of write, judged by the role's own policies: nothing is written to find out. */
export async function checkWrites(connection: Connection, region: string, sample: Sample): Promise<ConnectionCheck[]> {
  const evidence = await readRole(openSession(connection, region, 'read'), connection.roleArn);
  const own = ownPolicies(evidence);
  return Object.values(writeActions)
    .flat()
    .map((action) => {
      const base = { id: `write:${action}`, title: title('write', { action }) };
      if (!own.ok) return { ...base, state: 'unknown', cause: cause('writeUnread', { action }), evidence: own.why };
      return { ...base, ...verdictOf(connection, action, judged(connection, action, sample, own.policies)) };
    });
}

function judged(connection: Connection, action: string, sample: Sample, own: Own): Outcome {
  const { accountId, roleArn } = connection;
  const { partition } = arnOf(roleArn);
  const managed = `arn:${partition}:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole`;
  const byService: Record<string, { resource: string; context: Record<string, string> }> = {
    kinesis: { resource: sample.streamArn, context: {} },
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

type Verdict = Pick<ConnectionCheck, 'state' | 'cause' | 'evidence' | 'fix'>;

function verdictOf(connection: Connection, action: string, outcome: Outcome): Verdict {
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
  const document = JSON.stringify(permissions(connection.mode, namesOf(connection)), null, 2);
  return { state: 'failed', cause: cause('writeLacking', values), evidence, fix: fix('allowAction', values, document) };
}

function ownPolicies(role: RoleEvidence): { ok: true; policies: Own } | { ok: false; why: string } {
  const lists = [role.attached, role.inline];
  const unreadList = [role.role, ...lists].find((read) => read.state !== 'known');
  if (unreadList) return { ok: false, why: wordsOf(unreadList) };
  const named = lists.flatMap((list) => (list.state === 'known' ? list.value : []));
  const identity: NamedPolicy[] = [];
  for (const { name, document } of named) {
    const policy = asPolicy(name, document);
    if (policy === null) return { ok: false, why: `${name}: ${wordsOf(document)}` };
    identity.push(policy);
  }
  if (role.boundary.state === 'absent') return { ok: true, policies: { identity } };
  const boundary = asPolicy('permissions boundary', role.boundary);
  if (boundary === null) return { ok: false, why: wordsOf(role.boundary) };
  return { ok: true, policies: { identity, boundary } };
}

function asPolicy(name: string, read: Read<string>): NamedPolicy | null {
  if (read.state !== 'known') return null;
  const parsed = parsePolicy(read.value);
  return parsed.ok ? { name, document: parsed.document } : null;
}
