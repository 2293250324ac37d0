import type { Run } from '@/lib/wiring/run';

/**
 * The managed policies that runs for a wire attached to its role and that still stand, by ARN. Known from the journals:
 * what was attached already when a run came to it is not ours.
 */
export function attachedByRuns(newestFirst: readonly Run[]): string[] {
  const attached = new Set<string>();
  for (const run of newestFirst.toReversed()) {
    for (const { change, state, result, begunAt } of run.steps) {
      const stands = state === 'done' || (state !== 'undone' && state !== 'pending' && (begunAt ?? null) !== null);
      if (!stands || result?.already === 'true') continue;
      if (change.call.call === 'iam:AttachRolePolicy') attached.add(change.call.policyArn);
      if (change.call.call === 'iam:DetachRolePolicy' && state === 'done') attached.delete(change.call.policyArn);
    }
  }
  return [...attached];
}
