import { roleName } from '../arn';
import { missingOf } from '../judge/missing';
import type { PolicyStatement } from '../kind/kind';
import { changeOf, type Draft } from './change';
import { rolePolicyName } from './our-statements';
import type { WiringQuestion } from './plan-wire';
import { statementsOf } from './statements';

/** Gives the role what its own policies lack: AWS's managed policy, and an inline policy for what that one lacks. */
export function roleChanges(question: WiringQuestion): Draft[] {
  const { kind, ends, evidence, verdicts, consumer, roleGrant } = question;
  const lacking = missingOf(verdicts, ({ demand }) => demand.type === 'grant' && demand.place === 'identity-policy');
  if (lacking.length === 0 || evidence.role.role.state !== 'known') return [];
  const managed = kind.managedPolicy(ends);
  const attached = evidence.role.attached.state === 'known' ? evidence.role.attached.value : [];
  const isAttached = attached.some((policy) => policy.arn === managed);
  const byManaged = lacking.filter((id) => kind.managedActions.some((action) => id.endsWith(`:${action}`)));
  const attaches = roleGrant === 'managed' && !isAttached && byManaged.length > 0;
  const rest = attaches ? lacking.filter((id) => !byManaged.includes(id)) : lacking;
  const name = roleName(ends.roleArn);
  const drafts: Draft[] = [];
  if (attaches) {
    const call = { call: 'iam:AttachRolePolicy' as const, roleName: name, policyArn: managed };
    drafts.push(changeOf({ side: 'consumer', place: consumer, answers: byManaged, glyph: 'add', call }));
  }
  if (rest.length > 0) {
    const onlyRest = attaches || (isAttached && !rest.some((id) => byManaged.includes(id)));
    drafts.push(inlineChange(question, rest, onlyRest));
  }
  return drafts;
}

function inlineChange(
  { kind, ends, evidence, wireId, consumer }: WiringQuestion,
  answers: string[],
  besideManaged: boolean,
): Draft {
  const policyName = rolePolicyName(wireId);
  const inline = evidence.role.inline.state === 'known' ? evidence.role.inline.value : [];
  const before = inline.find((policy) => policy.name === policyName)?.document;
  const expected = before?.state === 'known' ? before.value : null;
  const standing = new Set(statementsOf(expected ?? '').map(({ sid }) => sid));
  const all = kind.roleStatements(ends);
  const ofManaged = all.filter((one) => !isBeyond(one, kind.managedActions));
  const needsThose = !besideManaged && ofManaged.some((one) => isAnswer(one, answers));
  // What stood there already stays: the policy was made for the same wire. What others gave the role is not given again.
  const Statement = all.filter(
    (one) => standing.has(one.Sid) || (ofManaged.includes(one) ? needsThose : isAnswer(one, answers)),
  );
  const policy = JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
  const call = { call: 'iam:PutRolePolicy' as const, roleName: roleName(ends.roleArn), policyName, policy, expected };
  return changeOf({ side: 'consumer', place: consumer, answers, glyph: expected === null ? 'add' : 'change', call });
}

/** Whether a statement gives something of what is lacking. */
function isAnswer({ Action }: PolicyStatement, lacking: readonly string[]): boolean {
  const asked = new Set(lacking.map((id) => id.split(':').slice(2, 4).join(':')));
  return [Action].flat().some((action) => asked.has(action));
}

function isBeyond({ Action }: PolicyStatement, managedActions: readonly string[]): boolean {
  return [Action].flat().some((action) => !managedActions.includes(action));
}
