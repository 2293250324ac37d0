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

/** Keys that runs opened to a wire's role, by a statement or by a grant, and did not close again. */
export function keysOpenedByRuns(newestFirst: readonly Run[]): string[] {
  const opened = new Set<string>();
  for (const { change } of standing(newestFirst)) {
    const { call, glyph } = change;
    if (call.call === 'kms:CreateGrant') opened.add(call.keyArn);
    if (call.call === 'kms:RevokeGrant') opened.delete(call.keyArn);
    if (call.call !== 'kms:PutKeyPolicy') continue;
    if (glyph === 'remove') opened.delete(call.keyArn);
    else opened.add(call.keyArn);
  }
  return [...opened];
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
