import type { Plan } from '@/lib/wiring/plan/plan';
import { isStuck } from '@/lib/wiring/plan/stuck';

/** Nothing stands against the plan but connections that may only be read: someone with the right may run its commands. */
export function onlyReadOnlyStops(plan: Plan): boolean {
  const failed = plan.checks.filter((check) => check.state === 'failed');
  const stuck = plan.purpose === 'wire' && isStuck(plan.verdicts, plan.changes);
  return failed.length > 0 && failed.every(({ code }) => code === 'may-change') && !stuck;
}
