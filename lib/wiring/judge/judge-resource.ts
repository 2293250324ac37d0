import { type PolicyDocument, parsePolicy } from '@/lib/policy/document';
import type { Outcome } from '@/lib/policy/evaluate';
import { deadPrincipals } from '@/lib/policy/inspect';
import type { Question } from '@/lib/policy/question';
import { arnOf } from '../arn';
import type { Grant, Judgement } from '../need';
import type { DocumentType, Single } from '../resource/resource';
import type { Thing } from '../thing';
import { boundaryOf } from './boundary';
import { documentOf, resourceOf, textOf, thingOf } from './document';
import { judged, unread } from './judgement';
import { openedElsewhere } from './opened-elsewhere';
import { allowedUntil, resourceSide } from './session-question';
import { type Unread, unknownAsker } from './unknown-part';
import { type Asked, judgementOf, questionOf } from './verdict-of';

const noPolicy = { code: 'no-policy' } as const;

/** What the owner of a thing decides by its policy, and by the single statements that stand beside it. */
export function judgeResource(asked: Asked, grant: Grant): Judgement {
  const { resources, view } = asked;
  const { part, slot } = grant.in;
  const read = thingOf(resources, view, part);
  const resource = resourceOf(resources, view.parts[part]?.is ?? '');
  if (read.state !== 'known') return unread(read, resource.gone(view.arn(part)));
  const type = documentOf(resources, view, part, slot);
  const text = textOf(type, read.value);
  if (text.state === 'absent') return ofReplaced(asked, grant, type, read.value) ?? unread(text, noPolicy);
  if (text.state !== 'known') return unread(text, noPolicy);
  const parsed = parsePolicy(text.value);
  if (!parsed.ok) return judged('unknown', 'unparsed');
  const asker = unknownAsker(asked, grant.principal);
  if (asker) return unread(asker, noPolicy);
  const question = questionOf(asked, grant, arnOf(read.value.arn).accountId, text.at);
  const owned = { type, document: parsed.document, question };
  const answer = ownersAnswer(asked, grant, owned);
  if ('state' in answer) return unread(answer, noPolicy);
  const { outcome, until } = answer;
  if (outcome.decision === 'allow' || outcome.reason === 'explicit-deny') return judgementOf(grant, outcome, until);
  const single = ofSingle(asked, grant, owned, read.value);
  if (single) return single;
  if (outcome.decision !== 'deny') return judgementOf(grant, outcome);
  return ofDead(parsed.document) ?? ofReplaced(asked, grant, type, read.value) ?? judgementOf(grant, outcome);
}

/** The owner's policy, and what is asked of it. */
type Owned = { type: DocumentType<Thing>; document: PolicyDocument; question: Question };

type Answered = { outcome: Outcome; until: string | null };

/** What the owner's policy says; the read of the asker's boundary where that decides and is not known. */
function ownersAnswer(asked: Asked, grant: Grant, { type, document, question }: Owned): Answered | Unread {
  const policy = { name: type.name, document };
  const kind = type.as === 'key' ? 'key' : 'resource';
  const answer = (isBounded: boolean) => (one: Question) => resourceSide(one, policy, kind, isBounded);
  const bounded = boundaryOf(asked, grant.principal);
  const isBounded = typeof bounded === 'boolean' && bounded;
  const outcome = answer(isBounded)(question);
  if (typeof bounded !== 'boolean' && answer(true)(question).decision !== outcome.decision) return bounded;
  return { outcome, until: allowedUntil(outcome, [document], question, answer(isBounded)) };
}

/** What is granted by single statements that stand beside the policy; `null` where none grants. */
function ofSingle(asked: Asked, grant: Grant, owned: Owned, thing: Thing): Judgement | null {
  const singles = owned.type.writing?.single?.standing(thing);
  if (singles === undefined) return null;
  if (singles.state !== 'known') return unread(singles, noPolicy);
  const granted = singles.value.find((one) => letsIn(one, grant));
  if (!granted) return null;
  // A grant does what a statement would: a deny of the policy still stands against it.
  const beside = ownersAnswer(asked, grant, { ...owned, document: withStatementFor(owned.document, grant) });
  if ('state' in beside) return unread(beside, noPolicy);
  return beside.outcome.decision === 'allow'
    ? judged('met', 'granted-by-grant', { grant: granted.id })
    : judgementOf(grant, beside.outcome);
}

/** Nothing matched, and the policy names somebody who is gone: most likely this very role, as it was before. */
function ofDead(document: PolicyDocument): Judgement | null {
  const dead = deadPrincipals(document);
  return dead.length === 0 ? null : judged('missing', 'dead-principal', { principal: dead.join(', ') });
}

/** The asker may use another thing of this kind: most likely what stood here before. */
function ofReplaced(asked: Asked, grant: Grant, type: DocumentType<Thing>, thing: Thing): Judgement | null {
  const values = type.replacedBy?.values(thing, openedElsewhere(asked, grant, thing.arn), grant.principal);
  return type.replacedBy && values ? judged('missing', type.replacedBy.code, values) : null;
}

/** A policy as if what a single statement says stood in it. */
function withStatementFor(document: PolicyDocument, { principal, action }: Grant): PolicyDocument {
  const Action = action.replace(/:.*$/, ':*');
  const Statement = { Effect: 'Allow', Principal: { AWS: principal }, Action, Resource: '*' };
  const granted = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
  return granted.ok ? { ...document, statements: [...document.statements, ...granted.document.statements] } : document;
}

/** Whether a grant lets the role, itself or with its whole account, do this under the context that is sent. */
export function letsIn(one: Single, { principal, action, resource, context = {} }: Grant): boolean {
  const { partition, accountId } = arnOf(principal);
  const named = [principal, `arn:${partition}:iam::${accountId}:root`].includes(one.principal);
  return named && one.opens({ principal, action, resource, context });
}
