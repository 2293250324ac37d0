import type { Plan } from '@/lib/wiring/plan/plan';

/** Nothing stands against the plan but connections that may only be read: someone with the right may run its commands. */
export function onlyReadOnlyStops(plan: Plan): boolean {
  const failed = plan.checks.filter((check) => check.state === 'failed');
  const answered = new Set(plan.changes.flatMap((change) => change.answers));
  const stuck = plan.verdicts.some(
    ({ need, state }) =>
      need.weight === 'required' && (state === 'denied' || (state === 'missing' && !answered.has(need.id))),
  );
  return failed.length > 0 && failed.every((check) => check.id.startsWith('may-change:')) && !stuck;
}
