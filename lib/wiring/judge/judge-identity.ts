import { evaluate } from '@/lib/policy/evaluate';
import type { Question } from '@/lib/policy/question';
import { arnOf } from '../arn';
import type { Grant, Judgement } from '../need';
import { readOf } from '../view';
import { documentOf, resourceOf, type Texts, textsOf, thingOf } from './document';
import { judged, unread } from './judgement';
import { allowedUntil } from './session-question';
import { unnamed } from './unknown-part';
import { type Asked, judgementOf, questionOf } from './verdict-of';

/** Whether a role's own policies allow it: those that were read, within its boundary. */
export function judgeIdentity(asked: Asked, grant: Grant): Judgement {
  const { resources, view } = asked;
  const { part } = grant.in;
  const resource = resourceOf(resources, view.parts[part]?.is ?? '');
  const gone = resource.gone(view.arn(part));
  const read = readOf(view, part);
  if (read.state !== 'known') return unread(read, gone);
  const whole = thingOf(resources, view, part);
  if (whole.state === 'absent') return unread(whole, gone);
  const texts = textsOf(documentOf(resources, view, part, 'identity'), read.value);
  const limit = resource.documents.boundary ? textsOf(resource.documents.boundary, read.value) : null;
  const [boundary] = limit?.policies ?? [];
  const account = arnOf(grant.principal).accountId;
  const owner = grant.resource === '*' ? account : arnOf(grant.resource).accountId || account;
  // Asked as if within one account, where the identity side decides alone; conditions still see the true owner.
  const asks = questionOf(asked, grant, account, read.at);
  const question = { ...asks, context: { ...asks.context, 'aws:ResourceAccount': owner } };
  const policies = { identity: texts.policies, ...(boundary ? { boundary } : {}) };
  const answer = (one: Question) => evaluate(one, policies);
  const outcome = answer(question);
  if (outcome.decision === 'deny' && outcome.reason === 'explicit-deny') return judgementOf(grant, outcome);
  if (whole.state !== 'known') return unread(whole, gone);
  // A policy that was not read may hold a Deny as well as an Allow, so nothing can be said either way.
  const gap = texts.gap ?? (limit?.gap?.state === 'absent' ? null : (limit?.gap ?? null));
  if (gap) return unread(gap, gone);
  if (texts.unparsed || limit?.unparsed) return judged('unknown', 'unparsed');
  const target = outcome.decision === 'allow' ? null : unnamed(view, grant.of);
  if (target && isNamed(asked, grant, texts)) return unread(target, gone);
  const documents = [...texts.policies, ...(boundary ? [boundary] : [])].map(({ document }) => document);
  return judgementOf(grant, outcome, allowedUntil(outcome, documents, question, answer));
}

/** Whether policies name, in full, a thing that may be the one that is asked for: only its lasting name is known. */
function isNamed({ resources, view }: Asked, { of, resource }: Grant, { policies }: Texts): boolean {
  const { stable } = resourceOf(resources, view.parts[of]?.is ?? '');
  return policies
    .flatMap(({ document }) => document.statements)
    .some(({ resources: named }) => named?.some((one) => stable(one) === stable(resource)));
}
