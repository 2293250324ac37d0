import { type Claimed, findHolding, type Holding, startRun, takeRun } from '@/lib/store/leases';
import { findPlan } from '@/lib/store/plans';
import { findRun } from '@/lib/store/runs';
import { locksOfAll } from '@/lib/wiring/call/locks';
import type { Change, Plan } from '@/lib/wiring/plan/plan';
import type { ProblemCode } from '@/lib/wiring/problem';
import { chosenInPlan } from '@/lib/wiring/projection';
import { arnReading } from '@/lib/wiring/resource/arn-reading';
import type { Rooms } from '@/lib/wiring/rooms';
import type { Run, RunState } from '@/lib/wiring/run';
import { refusal } from '../http/refuse';
import { instanceName } from '../server/instance';
import type { Reading } from '../wire/reading';
import { setGoing } from './run-engine';

/** Throws `run-in-progress` when something that a plan would write to is a run's already. */
export async function checkFree(rooms: Rooms, { wireId, changes }: Pick<Plan, 'wireId' | 'changes'>): Promise<void> {
  const holding = await findHolding(held(rooms, wireId, changes));
  if (holding) throw await inProgress(rooms, holding);
}

/**
 * Writes a new run down and sets it going, once everything it writes to is its own. Throws `run-in-progress`, which
 * says who holds what.
 */
export async function beginRun(reading: Reading, run: Run, client: string | null): Promise<void> {
  const claimed = await startRun(run, heldBy(reading.rooms, run), { instance: instanceName(), client });
  await goOn(reading, run.id, claimed, 'forward', 'run-in-progress');
}

/** Takes a settled run up again. Throws `run-in-progress`, or `refused` when it is in no state of `from`. */
export async function takeUpRun(
  reading: Reading,
  run: Run,
  { from, to, refused }: { from: readonly RunState[]; to: 'running' | 'undoing'; refused: ProblemCode },
  client: string | null,
): Promise<void> {
  const claimed = await takeRun(run.id, { from, to }, heldBy(reading.rooms, run), { instance: instanceName(), client });
  await goOn(reading, run.id, claimed, to === 'undoing' ? 'backward' : 'forward', refused);
}

function held({ calls, resources }: Rooms, wireId: string, changes: readonly Change[]): string[] {
  return [lockOfWire(wireId), ...locksOfAll(calls, arnReading(resources), changes)];
}

function lockOfWire(wireId: string): string {
  return `wire/${wireId}`;
}

function heldBy(rooms: Rooms, { wireId, steps }: Run): string[] {
  return held(
    rooms,
    wireId,
    steps.map((step) => step.change),
  );
}

async function goOn(
  reading: Reading,
  id: string,
  claimed: Claimed,
  direction: 'forward' | 'backward',
  refused: ProblemCode,
): Promise<void> {
  if (!claimed.claimed) {
    throw 'held' in claimed
      ? await inProgress(reading.rooms, claimed.held)
      : refusal(409, refused, { state: claimed.state ?? '' });
  }
  const run = await findRun(id);
  if (run) setGoing(reading, run, claimed.lease, direction);
}

async function inProgress(rooms: Rooms, { resource, runId, wireId, holder }: Holding) {
  const plan = await findPlan((await findRun(runId))?.planId ?? '');
  const ends = plan ? endsOf(rooms, plan) : wireId;
  return refusal(409, 'run-in-progress', {
    resource: resource === lockOfWire(wireId) ? 'wire' : resource,
    run: runId,
    wire: wireId,
    ends,
    since: holder.since,
    instance: holder.instance,
    client: holder.client ?? 'unknown',
  });
}

/** `orders → reader` */
function endsOf({ resources }: Rooms, plan: Plan): string {
  const arns = arnReading(resources);
  const { source, reader } = chosenInPlan(plan);
  return `${arns.name(source)} → ${arns.name(reader)}`;
}
