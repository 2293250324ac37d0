import { withoutDeadPrincipals } from '@/lib/policy/dead-principals';
import { mergeStatements } from '@/lib/policy/merge';
import type { Source } from '../inventory';
import { missingOf } from '../judge/missing';
import type { PolicyStatement } from '../kind/kind';
import { changeOf, type Draft } from './change';
import type { Change } from './plan';
import type { WiringQuestion } from './plan-wire';
import { policyOn } from './policy-on';

/** Changes to policies, and what keeps one of them from being written. */
export type PolicyChanges = {
  drafts: Draft[];
  problem?: 'unparsed' | 'too-long';
  /** With `too-long`: how many bytes AWS takes. */
  most?: number;
};

/** Lets the role in by the policies on the stream and on its registered consumer. Other statements stay as they are. */
export function resourceChanges(question: WiringQuestion): PolicyChanges {
  const { source } = question.evidence;
  if (source.state !== 'known') return { drafts: [] };
  const targets = question.kind.resourceStatements(question.ends, question.wireId);
  const each = targets.map((target) => resourceChange(question, source.value, target));
  const trouble = each.find(({ problem }) => problem);
  return { ...trouble, drafts: each.flatMap(({ drafts }) => drafts) };
}

function resourceChange(
  { kind, producer, verdicts }: WiringQuestion,
  source: Source,
  target: { on: string; statements: PolicyStatement[] },
): PolicyChanges {
  const answers = missingOf(
    verdicts,
    ({ demand }) => demand.type === 'grant' && demand.place === 'resource-policy' && demand.resource === target.on,
  );
  const policy = policyOn(target.on, source);
  if (answers.length === 0 || (policy.state !== 'known' && policy.state !== 'absent')) return { drafts: [] };
  const expected = policy.state === 'known' ? policy.value : null;
  const alive = expected === null ? { ok: true as const, text: null, dropped: [] } : withoutDeadPrincipals(expected);
  const ours = target.statements.map((statement) => ({ sid: statement.Sid, statement }));
  const merged = alive.ok ? mergeStatements(alive.text, ours) : alive;
  if (!merged.ok || !alive.ok) return { drafts: [], problem: 'unparsed' };
  const call = {
    call: 'kinesis:PutResourcePolicy' as const,
    resourceArn: target.on,
    policy: merged.text,
    expected,
  };
  const glyph = expected === null ? 'add' : 'change';
  const base = { side: 'producer' as const, place: producer, answers, glyph } as const;
  const drafts = [changeOf({ ...base, call, ...droppedNote(alive.dropped) })];
  const tooLong = bytesOf(merged.text) > kind.mostPolicyBytes;
  return tooLong ? { drafts, problem: 'too-long', most: kind.mostPolicyBytes } : { drafts };
}

/** Principals that are gone are taken out, or AWS would refuse the whole document (domain: failures F56, F69). */
export function droppedNote(dropped: readonly string[]): Pick<Change, 'notes'> {
  if (dropped.length === 0) return {};
  return {
    notes: [{ key: 'note.dead-principals', values: { count: dropped.length, principals: dropped.join(', ') } }],
  };
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
