import type { Outcome } from '@/lib/policy/evaluate';
import type { Question } from '@/lib/policy/question';
import type { Evidence } from '../evidence';
import type { Ends } from '../kind/kind';
import { type Need, type Verdict, verdict } from '../need';
import { pollerAsks } from './poller';

export type Grant = Extract<Need['demand'], { type: 'grant' }>;

/** What the poller will ask for, as the session of the role that was read. */
export function askedFor(
  grant: Grant,
  ends: Ends,
  { role }: Pick<Evidence['role'], 'role'>,
  accountId: string,
): Question {
  const unique = role.state === 'known' ? { uniqueId: role.value.uniqueId } : {};
  return pollerAsks({ ...ends, ...unique }, grant.action, { arn: grant.resource, accountId }, grant.context);
}

/** An evaluation's outcome as a verdict, with the statement that decided. */
export function verdictOf(need: Need, grant: Grant, outcome: Outcome): Verdict {
  const statement = outcome.decidedBy && {
    policy: outcome.decidedBy.policy,
    sid: outcome.decidedBy.statement.sid ?? null,
    text: outcome.decidedBy.statement.text,
  };
  const quoted = statement ? { statement } : {};
  const values = { action: grant.action, policy: statement?.policy ?? '', sid: statement?.sid ?? '' };
  if (outcome.decision === 'allow') return { ...verdict(need, 'met', `granted-in-${grant.place}`, values), ...quoted };
  if (outcome.decision === 'depends') {
    const keys = { keys: outcome.dependsOn.join(', ') };
    return { ...verdict(need, 'depends', 'depends', keys), dependsOn: outcome.dependsOn, ...quoted };
  }
  if (outcome.reason === 'explicit-deny') return { ...verdict(need, 'denied', 'explicit-deny', values), ...quoted };
  if (outcome.policyType === 'boundary') return verdict(need, 'denied', 'outside-boundary', values);
  return verdict(need, 'missing', `not-in-${grant.place}`, values);
}
