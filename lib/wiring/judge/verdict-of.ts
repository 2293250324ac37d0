import type { Outcome } from '@/lib/policy/evaluate';
import type { Question } from '@/lib/policy/question';
import type { Grant, Judgement } from '../need';
import type { ResourceTable } from '../resource/resources';
import { knownValue, readOf, type View } from '../view';
import { judged } from './judgement';
import { sessionAsks } from './session-question';

/** A right held against what was read: what is worked with, and the part that AWS acts for. */
export type Asked = { resources: ResourceTable; view: View; actsFor: string };

/** What AWS will ask for, as a session of the role that was read. `accountId`: the account of what is asked for. */
export function questionOf({ resources, view, actsFor }: Asked, grant: Grant, accountId: string): Question {
  const part = view.parts[actsFor];
  const name = part ? (resources[part.is]?.name(view.arn(actsFor)) ?? '') : '';
  const uniqueId = uniqueIdOf(resources, view, grant.principal);
  return sessionAsks(
    {
      roleArn: grant.principal,
      sessionName: name,
      region: part?.place.region ?? '',
      ...(uniqueId ? { uniqueId } : {}),
    },
    grant.action,
    { arn: grant.resource, accountId },
    grant.context,
  );
}

/** Of the part with this ARN, where it was read. */
function uniqueIdOf(resources: ResourceTable, view: View, arn: string): string | null {
  const [name, part] = Object.entries(view.parts).find(([one]) => view.arn(one) === arn) ?? [];
  const thing = name === undefined ? null : knownValue(readOf(view, name));
  return (thing && part && resources[part.is]?.uniqueId?.(thing)) || null;
}

/** An evaluation's outcome as a judgement, with the statement that decided. */
export function judgementOf(grant: Grant, outcome: Outcome): Judgement {
  const statement = outcome.decidedBy && {
    policy: outcome.decidedBy.policy,
    sid: outcome.decidedBy.statement.sid ?? null,
    text: outcome.decidedBy.statement.text,
  };
  const quoted = statement ? { statement } : {};
  const values = { action: grant.action, policy: statement?.policy ?? '', sid: statement?.sid ?? '' };
  if (outcome.decision === 'allow') return { ...judged('met', `granted-in-${grant.place}`, values), ...quoted };
  if (outcome.decision === 'depends') {
    const { dependsOn } = outcome;
    return { ...judged('depends', 'depends', { keys: dependsOn.join(', ') }), dependsOn, ...quoted };
  }
  if (outcome.reason === 'explicit-deny') return { ...judged('denied', 'explicit-deny', values), ...quoted };
  if (outcome.policyType === 'boundary') return judged('denied', 'outside-boundary', values);
  return judged('missing', `not-in-${grant.place}`, values);
}
