import { mergeStatements } from '@/lib/policy/merge';
import { accountOf, functionName, roleName, streamName } from './arn';
import { changeOf, type Draft, inOrder } from './change';
import { blockedBy, preChecks } from './check';
import type { Evidence } from './evidence';
import type { MappingSettings } from './inventory';
import type { Ends, Kind } from './kind/kind';
import type { Verdict } from './need';
import { isOurs, rolePolicyName } from './our-statements';
import type { Change, Place, PreCheck } from './plan';
import type { Said } from './said';
import { settingsToUpdate } from './settings';
import { statementsOf } from './statements';

/** One account's part of a plan: where it is and whether its connection may change anything. */
export type PlanSide = Place & { name: string; mayChange: boolean };

export type WiringQuestion = {
  kind: Kind;
  wireId: string;
  ends: Ends;
  producer: PlanSide;
  consumer: PlanSide;
  evidence: Evidence;
  verdicts: Verdict[];
  settings: MappingSettings;
  roleGrant: 'managed' | 'least';
};

export type PlanBody = { changes: Change[]; checks: PreCheck[]; blocked: boolean; keeps: Said[] };

/** Ids of the required needs of one place that nothing grants yet. */
function missing(verdicts: Verdict[], prefix: string): string[] {
  return verdicts
    .filter((verdict) => verdict.state === 'missing' && verdict.need.weight === 'required')
    .map((verdict) => verdict.need.id)
    .filter((id) => id.startsWith(prefix));
}

function roleChange(question: WiringQuestion): Draft[] {
  const { kind, ends, evidence, verdicts, wireId, consumer } = question;
  const answers = missing(verdicts, 'consumer:identity-policy:');
  if (answers.length === 0 || evidence.role.role.state !== 'known') return [];
  const name = roleName(ends.roleArn);
  const base = { side: 'consumer' as const, place: consumer, answers };
  const managed = kind.managedPolicy(ends);
  const attached = evidence.role.attached.state === 'known' ? evidence.role.attached.value : [];
  if (question.roleGrant === 'managed' && !attached.some((policy) => policy.arn === managed)) {
    return [
      changeOf({ ...base, glyph: 'add', call: { call: 'iam:AttachRolePolicy', roleName: name, policyArn: managed } }),
    ];
  }
  const policyName = rolePolicyName(wireId);
  const inline = evidence.role.inline.state === 'known' ? evidence.role.inline.value : [];
  const before = inline.find((policy) => policy.name === policyName)?.document;
  const expected = before?.state === 'known' ? before.value : null;
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: kind.roleStatements(ends) }, null, 2);
  return [
    changeOf({
      ...base,
      glyph: expected === null ? 'add' : 'change',
      call: { call: 'iam:PutRolePolicy', roleName: name, policyName, policy, expected },
    }),
  ];
}

type ResourceChange = { drafts: Draft[]; problem?: 'unparsed' | 'too-long' };

function resourceChange(question: WiringQuestion): ResourceChange {
  const { kind, ends, evidence, verdicts, wireId, producer } = question;
  const answers = missing(verdicts, 'producer:resource-policy:');
  const policy = evidence.source.state === 'known' ? evidence.source.value.policy : null;
  if (answers.length === 0 || !policy || (policy.state !== 'known' && policy.state !== 'absent')) {
    return { drafts: [] };
  }
  const expected = policy.state === 'known' ? policy.value : null;
  const ours = kind.resourceStatements(ends, wireId).map((statement) => ({ sid: statement.Sid, statement }));
  const merged = mergeStatements(expected, ours);
  if (!merged.ok) return { drafts: [], problem: 'unparsed' };
  const call = {
    call: 'kinesis:PutResourcePolicy' as const,
    resourceArn: ends.sourceArn,
    policy: merged.text,
    expected,
  };
  const glyph = expected === null ? 'add' : 'change';
  const drafts = [changeOf({ side: 'producer', place: producer, answers, glyph, call })];
  return bytesOf(merged.text) > kind.mostPolicyBytes ? { drafts, problem: 'too-long' } : { drafts };
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function mappingChange(question: WiringQuestion): Draft[] {
  const { ends, evidence, settings, consumer } = question;
  const base = { side: 'consumer' as const, place: consumer, answers: [] };
  if (evidence.mapping.state === 'absent') {
    const call = {
      call: 'lambda:CreateEventSourceMapping' as const,
      sourceArn: ends.sourceArn,
      functionArn: ends.functionArn,
      settings,
    };
    return [changeOf({ ...base, glyph: 'add', call })];
  }
  if (evidence.mapping.state !== 'known') return [];
  const { uuid, functionArn, settings: previous } = evidence.mapping.value;
  if (settingsToUpdate(settings, previous).length === 0) return [];
  const call = { call: 'lambda:UpdateEventSourceMapping' as const, uuid, functionArn, settings, previous };
  return [changeOf({ ...base, glyph: 'change', call })];
}

function keeps({ evidence, ends }: WiringQuestion): Said[] {
  const policy = evidence.source.state === 'known' ? evidence.source.value.policy : null;
  const others = policy?.state === 'known' ? statementsOf(policy.value).filter((one) => !isOurs(one.sid)) : [];
  const stream = streamName(ends.sourceArn);
  const said: Said[] = [];
  if (others.length > 0) said.push({ key: 'keeps.statements', values: { count: others.length, stream } });
  if (evidence.mapping.state === 'known') {
    said.push({
      key: 'keeps.mapping',
      values: { uuid: evidence.mapping.value.uuid, function: functionName(ends.functionArn) },
    });
  }
  return said;
}

/** What is missing, as ordered changes, each with its difference and its undo. */
export function planWire(question: WiringQuestion): PlanBody {
  const resource = resourceChange(question);
  const changes = inOrder(
    [...roleChange(question), ...resource.drafts, ...mappingChange(question)],
    question.kind.make,
  );
  const checks = preChecks(question, changes, {
    policy: resource.problem,
    mostPolicyBytes: question.kind.mostPolicyBytes,
    oneAccount: accountOf(question.ends.sourceArn) === accountOf(question.ends.functionArn),
  });
  return { changes, checks, blocked: blockedBy(question.verdicts, changes, checks), keeps: keeps(question) };
}
