import { withoutDeadPrincipals } from '@/lib/policy/dead-principals';
import { mergeStatements } from '@/lib/policy/merge';
import { missingOf } from '../judge/missing';
import { changeOf } from './change';
import { keyGrantName } from './our-statements';
import type { WiringQuestion } from './plan-wire';
import type { PolicyChanges } from './share-resource';
import { bytesOf, droppedNote } from './share-resource';

/** 32 KB (wirings §0.4, unverified: AWS would say so itself). */
const mostKeyPolicyBytes = 32_768;

/** Opens the stream's customer managed key to the role: by a statement in its policy, or by a grant. */
export function keyChanges(question: WiringQuestion): PolicyChanges {
  const { kind, ends, evidence, verdicts, wireId, producer } = question;
  const answers = missingOf(verdicts, (need) => need.demand.type === 'grant' && need.demand.place === 'key-policy');
  const key = evidence.source.state === 'known' ? evidence.source.value.key : null;
  if (answers.length === 0 || key?.state !== 'known') return { drafts: [] };
  const keyArn = key.value.arn;
  const base = { side: 'producer' as const, place: producer, answers };
  if (question.keyGrant === 'grant') {
    const grant = { name: keyGrantName(wireId), granteePrincipal: ends.roleArn, ...kind.keyGrant(ends) };
    return { drafts: [changeOf({ ...base, glyph: 'add', call: { call: 'kms:CreateGrant', keyArn, grant } })] };
  }
  const { policy } = key.value;
  if (policy.state !== 'known') return { drafts: [] };
  const alive = withoutDeadPrincipals(policy.value);
  const statement = kind.keyStatement(ends, wireId);
  const merged = alive.ok ? mergeStatements(alive.text, [{ sid: statement.Sid, statement }]) : alive;
  if (!merged.ok || !alive.ok) return { drafts: [], problem: 'unparsed' };
  const call = { call: 'kms:PutKeyPolicy' as const, keyArn, policy: merged.text, expected: policy.value };
  const drafts = [changeOf({ ...base, glyph: 'change', call, ...droppedNote(alive.dropped) })];
  return bytesOf(merged.text) > mostKeyPolicyBytes
    ? { drafts, problem: 'too-long', most: mostKeyPolicyBytes }
    : { drafts };
}
