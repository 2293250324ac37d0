import { type PolicyDocument, parsePolicy } from '@/lib/policy/document';
import { withEncryptionContext } from '@/lib/policy/encryption-context';
import { evaluate, type Outcome } from '@/lib/policy/evaluate';
import { lastMoment, timeKeys } from '@/lib/policy/expiry';
import type { NamedPolicy, Question } from '@/lib/policy/question';
import { arnOf } from '../arn';

/** A role that AWS acts as: where it calls, and what was read of the role. */
export type Asker = {
  roleArn: string;
  region: string;
  uniqueId?: string;
  /** The role's tags, all of them. */
  tags?: Readonly<Record<string, string>>;
};

/**
 * What AWS asks when it acts as a role for somebody: as a session of the role, whose name is AWS's own and told nowhere
 * (domain: corrections §4). `at`: ISO, when it asks.
 */
export function sessionAsks(
  asker: Asker,
  action: string,
  resource: Question['resource'],
  context: Record<string, string> = {},
  at = '',
): Question {
  const { accountId } = arnOf(asker.roleArn);
  const tags = Object.entries(asker.tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value] as const);
  const sent = withEncryptionContext(context);
  return {
    principal: {
      type: 'role',
      arn: asker.roleArn,
      accountId,
      ...(asker.uniqueId ? { uniqueId: asker.uniqueId } : {}),
    },
    action,
    resource,
    context: {
      ...timeAt(at),
      'aws:RequestedRegion': asker.region,
      'aws:SecureTransport': 'true',
      ...Object.fromEntries(tags),
      ...sent.context,
    },
    contextComplete: false,
    whole: [...(asker.tags ? ['aws:PrincipalTag/'] : []), ...sent.whole],
  };
}

/** The keys that tell the time; none where it is not known. */
export function timeAt(at: string): Record<string, string> {
  const moment = Date.parse(at);
  return Number.isNaN(moment) ? {} : timeKeys(moment);
}

/** Until when what an outcome allows stays so, as these documents have it: ISO, `null` without an end. */
export function allowedUntil(
  outcome: Outcome,
  documents: readonly PolicyDocument[],
  question: Question,
  answer: (question: Question) => Outcome,
): string | null {
  const now = Date.parse(String(question.context['aws:CurrentTime'] ?? ''));
  if (outcome.decision !== 'allow' || Number.isNaN(now)) return null;
  const at = (moment: number) => ({ ...question, context: { ...question.context, ...timeKeys(moment) } });
  const last = lastMoment(documents, now, (moment) => answer(at(moment)).decision === 'allow');
  return last === null ? null : new Date(last).toISOString();
}

const everything = parsed('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');

function parsed(text: string): PolicyDocument {
  const result = parsePolicy(text);
  if (!result.ok) throw new Error('not a policy');
  return result.document;
}

/**
 * What the resource's side alone decides: as if the asker's own policies allowed everything. `bounded`: the asker has a
 * permissions boundary, which every Deny with `NotPrincipal` hits whomever it lists.
 */
export function resourceSide(
  question: Question,
  policy: NamedPolicy,
  resourceType: 'resource' | 'key' = 'resource',
  bounded = false,
): Outcome {
  const open = { name: '', document: everything };
  return evaluate(question, {
    identity: [open],
    resource: policy,
    resourceType,
    ...(bounded ? { boundary: open } : {}),
  });
}
