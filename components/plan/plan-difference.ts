import type { Verdict } from '@/lib/wiring/need';
import type { Change, Plan } from '@/lib/wiring/plan/plan';

/** What is different in a plan that was made again because the accounts had changed in between. */
export type PlanDifference = { verdicts: { before: Verdict; after: Verdict }[]; gone: Change[]; fresh: Change[] };

export function planDifference(before: Plan, after: Plan): PlanDifference {
  const old = new Map(before.verdicts.map((verdict) => [verdict.need.id, verdict]));
  const verdicts = after.verdicts.flatMap((verdict) => {
    const was = old.get(verdict.need.id);
    return was && was.state !== verdict.state ? [{ before: was, after: verdict }] : [];
  });
  return { verdicts, gone: lacking(before.changes, after.changes), fresh: lacking(after.changes, before.changes) };
}

/** Changes are the same when they make the same call; their number in the order does not matter. */
function lacking(changes: Change[], others: Change[]): Change[] {
  const calls = new Set(others.map((change) => JSON.stringify(change.call)));
  return changes.filter((change) => !calls.has(JSON.stringify(change.call)));
}
