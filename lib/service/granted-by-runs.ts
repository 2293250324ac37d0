import type { Run } from '@/lib/wiring/run';

/**
 * The managed policies that runs attached to a role of one account and that still stand, by ARN. Known from the journals:
 * what was attached already when a run came to it is not ours.
 */
export function attachedByRuns(newestFirst: readonly Run[], roleName: string): string[] {
  const attached = new Set<string>();
  for (const run of newestFirst.toReversed()) {
    for (const { change, state, result, begunAt } of run.steps) {
      const stands = state === 'done' || (state !== 'undone' && state !== 'pending' && (begunAt ?? null) !== null);
      const { call } = change;
      if (!stands || result?.already === 'true' || !('roleName' in call) || call.roleName !== roleName) continue;
      if (call.call === 'iam:AttachRolePolicy') attached.add(call.policyArn);
      if (call.call === 'iam:DetachRolePolicy' && state === 'done') attached.delete(call.policyArn);
    }
  }
  return [...attached];
}
