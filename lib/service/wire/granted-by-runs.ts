import { isOurs } from '@/lib/wiring/plan/our-statements';
import { statementsOf } from '@/lib/wiring/plan/statements';
import type { Run, RunStep } from '@/lib/wiring/run';

/** Steps, oldest first, whose change this wire's runs made and did not take back. */
function standing(newestFirst: readonly Run[]): RunStep[] {
  return newestFirst
    .toReversed()
    .flatMap(({ steps }) => steps)
    .filter(({ state, result, begunAt }) => {
      const stands = state === 'done' || (state !== 'undone' && state !== 'pending' && (begunAt ?? null) !== null);
      return stands && result?.already !== 'true';
    });
}

/** Keys that runs opened, by a statement or by a grant, and did not close again. */
export function keysOpenedByRuns(newestFirst: readonly Run[]): string[] {
  const opened = new Map<string, Set<string>>();
  for (const { change } of standing(newestFirst)) {
    const { call } = change;
    if (!('keyArn' in call)) continue;
    const ours = opened.get(call.keyArn) ?? new Set();
    opened.set(call.keyArn, ours);
    // A wire that goes last also takes what others that shared its key have left there.
    if (call.call === 'kms:CreateGrant') ours.add(call.grant.name);
    else if (call.call === 'kms:RevokeGrant') ours.delete(call.grant.name ?? '');
    else {
      const [before, after] = [ownSids(call.expected), ownSids(call.policy)];
      for (const sid of before) if (!after.includes(sid)) ours.delete(sid);
      for (const sid of after) if (!before.includes(sid)) ours.add(sid);
    }
  }
  return [...opened].flatMap(([keyArn, ours]) => (ours.size > 0 ? [keyArn] : []));
}

function ownSids(policy: string): string[] {
  return statementsOf(policy).flatMap(({ sid }) => (sid !== null && isOurs(sid) ? [sid] : []));
}

/** Consumers that runs registered, by ARN: in making a wire, or in taking its removal back. */
export function consumersOfRuns(runs: readonly Run[]): string[] {
  const steps = runs.flatMap((run) => run.steps);
  return steps.flatMap(({ change: { call }, state, result }) => {
    const made =
      call.call === 'kinesis:RegisterStreamConsumer'
        ? state !== 'undone'
        : call.call === 'kinesis:DeregisterStreamConsumer';
    return made && result?.consumerArn && result.already !== 'true' ? [result.consumerArn] : [];
  });
}

/**
 * The managed policies that runs attached to a role of one account and that still stand, by ARN. Known from the journals:
 * what was attached already when a run came to it is not ours.
 */
export function attachedByRuns(newestFirst: readonly Run[], roleName: string): string[] {
  const attached = new Set<string>();
  for (const { change, state } of standing(newestFirst)) {
    const { call } = change;
    if (!('roleName' in call) || call.roleName !== roleName) continue;
    if (call.call === 'iam:AttachRolePolicy') attached.add(call.policyArn);
    if (call.call === 'iam:DetachRolePolicy' && state === 'done') attached.delete(call.policyArn);
  }
  return [...attached];
}
