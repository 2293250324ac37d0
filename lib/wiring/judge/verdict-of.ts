import type { Outcome } from '@/lib/policy/evaluate';
import type { Question } from '@/lib/policy/question';
import type { Grant, Judgement } from '../need';
import type { ResourceTable } from '../resource/resources';
import { knownValue, readOf, type View } from '../view';
import { judged } from './judgement';
import { type Asker, sessionAsks } from './session-question';

/** A right held against what was read: what is worked with, and the part that AWS acts for. */
export type Asked = { resources: ResourceTable; view: View; actsFor: string };

/**
 * What AWS will ask for, as a session of the role that was read. `accountId`: the account of what is asked for; `at`: when
 * the policy that answers was read.
 */
export function questionOf({ resources, view, actsFor }: Asked, grant: Grant, accountId: string, at = ''): Question {
  const part = view.parts[actsFor];
  return sessionAsks(
    {
      roleArn: grant.principal,
      region: part?.place.region ?? '',
      ...readOfAsker(resources, view, grant.principal),
    },
    grant.action,
    { arn: grant.resource, accountId },
    grant.context,
    at,
  );
}

/** Unique id and tags of the part with this ARN, where it was read. */
function readOfAsker(resources: ResourceTable, view: View, arn: string): Pick<Asker, 'uniqueId' | 'tags'> {
  const [name, part] = Object.entries(view.parts).find(([one]) => view.arn(one) === arn) ?? [];
  const thing = name === undefined ? null : knownValue(readOf(view, name));
  const resource = part && resources[part.is];
  if (!thing || !resource) return {};
  const [uniqueId, tags] = [resource.uniqueId?.(thing), resource.sessionTags?.(thing)];
  return { ...(uniqueId ? { uniqueId } : {}), ...(tags ? { tags } : {}) };
}

/** An evaluation's outcome as a judgement, with the statement that decided. `until`: when what is allowed now ends. */
export function judgementOf(grant: Grant, outcome: Outcome, until: string | null = null): Judgement {
  const statement = outcome.decidedBy && {
    policy: outcome.decidedBy.policy,
    sid: outcome.decidedBy.statement.sid ?? null,
    text: outcome.decidedBy.statement.text,
  };
  const quoted = statement ? { statement } : {};
  const values = { action: grant.action, policy: statement?.policy ?? '', sid: statement?.sid ?? '' };
  if (outcome.decision === 'allow' && until !== null) {
    return { ...judged('met', 'granted-until', { ...values, until }), ...quoted };
  }
  if (outcome.decision === 'allow') return { ...judged('met', `granted-in-${grant.place}`, values), ...quoted };
  if (outcome.decision === 'depends') {
    const { dependsOn } = outcome;
    if (dependsOn.length === 0) return { ...judged('depends', 'depends-unsaid', values), ...quoted };
    return { ...judged('depends', 'depends', { keys: dependsOn.join(', ') }), dependsOn, ...quoted };
  }
  if (outcome.reason === 'explicit-deny') return { ...judged('denied', 'explicit-deny', values), ...quoted };
  if (outcome.policyType === 'boundary') return judged('denied', 'outside-boundary', values);
  return judged('missing', `not-in-${grant.place}`, values);
}
