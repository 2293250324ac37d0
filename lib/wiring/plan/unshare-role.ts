import { roleName } from '../arn';
import { changeOf, type Draft } from './change';
import { isRolePolicyFor, opensFor, rolePolicyName } from './our-statements';
import { isShared, type RemovalQuestion } from './removal-question';

/** Takes our policies from the function's role, and from every role that it had before. */
export function roleRemovals(question: RemovalQuestion): Draft[] {
  const former = question.formerRoles.map(({ role, attachedByUs, otherReaders }) => ({
    ...question,
    ends: { ...question.ends, roleArn: role.arn },
    evidence: { ...question.evidence, role },
    attachedByUs,
    otherReaders,
  }));
  return [question, ...former].flatMap(roleRemoval);
}

function roleRemoval(question: RemovalQuestion): Draft[] {
  const { evidence, consumer, wireId, ends, attachedByUs, otherReaders } = question;
  if (!consumer) return [];
  const name = roleName(ends.roleArn);
  const base = { side: 'consumer' as const, place: consumer, glyph: 'remove' as const, answers: [] };
  const inline = evidence.role.inline.state === 'known' ? evidence.role.inline.value : [];
  const drafts = inline.flatMap(({ name: policyName, document }): Draft[] => {
    if (document.state !== 'known') return [];
    const isOwn = policyName === rolePolicyName(wireId);
    const policy = { name: policyName, text: document.value };
    const isDue = isShared(question)
      ? isOwn && !opensFor(ends.sourceArn, otherReaders?.consumers ?? [], policy.text)
      : isOwn || (otherReaders !== null && isRolePolicyFor(ends.sourceArn, policy));
    if (!isDue) return [];
    const call = { call: 'iam:DeleteRolePolicy' as const, roleName: name, policyName, expected: document.value };
    return [changeOf({ ...base, call })];
  });
  const attached = evidence.role.attached.state === 'known' ? evidence.role.attached.value : [];
  const loose = attachedByUs.filter((arn) => attached.some((policy) => policy.arn === arn));
  if (otherReaders?.ofRole === 0) {
    for (const policyArn of loose) {
      drafts.push(changeOf({ ...base, call: { call: 'iam:DetachRolePolicy', roleName: name, policyArn } }));
    }
  }
  return drafts;
}
