import { type Claimed, findHolding, type Holding, startRun, takeRun } from '@/lib/store/leases';
import { findPlan } from '@/lib/store/plans';
import { findRun } from '@/lib/store/runs';
import { arns, functionName, streamName } from '@/lib/wiring/arn';
import { calls } from '@/lib/wiring/call/calls';
import { locksOfAll } from '@/lib/wiring/call/locks';
import type { Change, Plan } from '@/lib/wiring/plan/plan';
import type { ProblemCode } from '@/lib/wiring/problem';
import type { Run, RunState } from '@/lib/wiring/run';
import { refusal } from '../http/refuse';
import { instanceName } from '../server/instance';
import { setGoing } from './run-engine';

/** Throws `run-in-progress` when something that a plan would write to is a run's already. */
export async function checkFree({ wireId, changes }: Pick<Plan, 'wireId' | 'changes'>): Promise<void> {
  const holding = await findHolding(held(wireId, changes));
  if (holding) throw await inProgress(holding);
}

/**
 * Writes a new run down and sets it going, once everything it writes to is its own. Throws `run-in-progress`, which
 * says who holds what.
 */
export async function beginRun(run: Run, client: string | null): Promise<void> {
  const claimed = await startRun(run, heldBy(run), { instance: instanceName(), client });
  await goOn(run.id, claimed, 'forward', 'run-in-progress');
}

/** Takes a settled run up again. Throws `run-in-progress`, or `refused` when it is in no state of `from`. */
export async function takeUpRun(
  run: Run,
  { from, to, refused }: { from: readonly RunState[]; to: 'running' | 'undoing'; refused: ProblemCode },
  client: string | null,
): Promise<void> {
  const claimed = await takeRun(run.id, { from, to }, heldBy(run), { instance: instanceName(), client });
  await goOn(run.id, claimed, to === 'undoing' ? 'backward' : 'forward', refused);
}

function held(wireId: string, changes: readonly Change[]): string[] {
  return [`wire/${wireId}`, ...locksOfAll(calls, arns, changes)];
}

function heldBy({ wireId, steps }: Run): string[] {
  return held(
    wireId,
    steps.map((step) => step.change),
  );
}

async function goOn(
  id: string,
  claimed: Claimed,
  direction: 'forward' | 'backward',
  refused: ProblemCode,
): Promise<void> {
  if (!claimed.claimed) {
    throw 'held' in claimed ? await inProgress(claimed.held) : refusal(409, refused, { state: claimed.state ?? '' });
  }
  const run = await findRun(id);
  if (run) setGoing(run, claimed.lease, direction);
}

async function inProgress({ resource, runId, wireId, holder }: Holding) {
  const plan = await findPlan((await findRun(runId))?.planId ?? '');
  const ends = plan ? `${streamName(plan.source.arn)} → ${functionName(plan.reader.functionArn)}` : wireId;
  return refusal(409, 'run-in-progress', {
    resource: resource.startsWith('wire/') ? 'wire' : resource,
    run: runId,
    wire: wireId,
    ends,
    since: holder.since,
    instance: holder.instance,
    client: holder.client ?? 'unknown',
  });
}
