import { evaluate } from '@/lib/policy/evaluate';
import type { Question } from '@/lib/policy/question';
import { arnOf } from '../arn';
import type { Grant, Judgement } from '../need';
import { documentOf, resourceOf, textsOf, thingOf } from './document';
import { judged, unread } from './judgement';
import { allowedUntil, timeAt } from './session-question';
import { type Asked, judgementOf, questionOf } from './verdict-of';

/** Condition keys that a service never sends when it assumes a role (domain: wirings K1 b', security §2). */
const neverSentByService = ['sts:sourceidentity', 'sts:externalid', 'aws:multifactorauthpresent'];

/** Whether a role's trust policy lets a service, or another role, become it. */
export function judgeTrust(asked: Asked, grant: Grant): Judgement {
  const { resources, view } = asked;
  const { part } = grant.in;
  const role = thingOf(resources, view, part);
  if (role.state !== 'known') return unread(role, resourceOf(resources, view.parts[part]?.is ?? '').gone(''));
  const { policies, gap } = textsOf(documentOf(resources, view, part, 'trust'), role.value);
  if (gap) return unread(gap, { code: 'no-policy' });
  const [trust] = policies;
  if (!trust) return judged('unknown', 'unparsed');
  const { accountId } = arnOf(grant.resource);
  const byService = !grant.principal.startsWith('arn:');
  const question: Question = byService
    ? {
        principal: { type: 'service', name: grant.principal },
        action: grant.action,
        resource: { arn: grant.resource, accountId },
        context: timeAt(role.at),
        contextComplete: false,
      }
    : questionOf(asked, grant, accountId, role.at);
  const answer = (one: Question) => evaluate(one, { identity: [], resource: trust, resourceType: 'trust' });
  const outcome = answer(question);
  const demands = outcome.dependsOn.filter((key) => neverSentByService.includes(key.toLowerCase()));
  if (byService && outcome.decision === 'depends' && demands.length > 0) {
    return judged('missing', 'trust-demands', { keys: demands.join(', ') });
  }
  return judgementOf(grant, outcome, allowedUntil(outcome, [trust.document], question, answer));
}
