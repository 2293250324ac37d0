import { randomUUID } from 'node:crypto';
import { isRequired } from '@/lib/wiring/need';
import type { Plan } from '@/lib/wiring/plan/plan';
import { requestOfPlan } from '@/lib/wiring/projection';
import { inEnglish, refusal } from '../http/refuse';
import { beginRun, checkFree } from '../run/claim-run';
import { checkMayChange } from '../run/run-permission';
import { newRun } from '../run/run-state';
import { productReading, type Reading } from '../wire/reading';
import { getPlan } from './get-plan';
import { draftPlan } from './plan-wire';
import { draftRemoval } from './remove-wire';

/**
 * Sets a run of a plan going and answers its id. Refused when the plan is blocked, when what it was made from has
 * changed since, when a connection may only read, and while another run works on something that it writes to.
 * `client`: the address it was asked from.
 */
export async function applyPlan(
  id: string,
  client: string | null = null,
  reading: Reading = productReading,
): Promise<string> {
  const plan = await getPlan(id);
  await checkMayChange(plan.changes);
  if (plan.blocked) throw refusal(409, 'plan-blocked', { why: whyBlocked(plan) });
  // What another run is writing would look like a stale plan.
  await checkFree(reading.rooms, plan);
  const now =
    plan.purpose === 'remove'
      ? await draftRemoval(plan.wireId, reading)
      : await draftPlan(requestOfPlan(plan), reading);
  const differences = differencesBetween(plan, now);
  const unread = differences.length > 0 ? readNoMore(plan, now) : [];
  if (unread.length > 0) throw refusal(409, 'plan-unread', { why: unread.join(' ') });
  if (differences.length > 0) throw refusal(409, 'stale-plan', { differences: differences.join(', ') });
  // The same changes may have come to be in vain: a key disabled, a consumer on its way out or taken by another.
  if (now.blocked) throw refusal(409, 'plan-blocked', { why: whyBlocked(now) });
  const run = newRun(randomUUID(), plan, new Date().toISOString());
  await beginRun(reading, run, client);
  return run.id;
}

function whyBlocked(plan: Plan): string {
  const checks = plan.checks.filter((check) => check.state === 'failed').map((check) => check.cause ?? check.title);
  const verdicts = plan.verdicts
    .filter(({ need, state }) => isRequired(need) && (state === 'denied' || state === 'missing'))
    .map((verdict) => verdict.because);
  return (checks.length > 0 ? checks : verdicts).map(inEnglish).join(' ');
}

/** Why needs cannot be judged now that could be when the plan was made: then nothing is known to have changed. */
function readNoMore(planned: Plan, now: Plan): string[] {
  const unknownBefore = new Set(planned.verdicts.filter(({ state }) => state === 'unknown').map(({ need }) => need.id));
  const lost = now.verdicts.filter(({ need, state }) => state === 'unknown' && !unknownBefore.has(need.id));
  return [...new Set(lost.map(({ because }) => inEnglish(because)))];
}

/** What would be done otherwise now, each as `kinesis:PutResourcePolicy`. */
function differencesBetween(planned: Plan, now: Plan): string[] {
  const texts = (plan: Plan) => plan.changes.map((change) => JSON.stringify(sorted(change.call)));
  const [before, after] = [texts(planned), texts(now)];
  const gone = planned.changes.filter((_, index) => !after.includes(before[index] ?? ''));
  const fresh = now.changes.filter((_, index) => !before.includes(after[index] ?? ''));
  return [...new Set([...gone, ...fresh].map((change) => change.call.call))];
}

/** The store keeps JSON without an order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
