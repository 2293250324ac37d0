import { performers } from '@/lib/aws/change/performers';
import { underPermit } from '@/lib/aws/session/write-permit';
import { findConnection } from '@/lib/store/connections';
import { type Lease, LeaseLost } from '@/lib/store/leases';
import { findPlan } from '@/lib/store/plans';
import { calls } from '@/lib/wiring/call/calls';
import { kindOf } from '@/lib/wiring/kind/kinds';
import { type Run, type RunStepState, stepsBehind } from '@/lib/wiring/run';
import { log } from '../server/log';
import { pause } from '../server/pause';
import { gatherEvidence } from '../wire/gather-evidence';
import type { Judged } from './run-fault';
import { enterLiveRun, leaveLiveRun, liveRun, liveRuns } from './run-feed';
import { keepLease, RunLease } from './run-lease';
import { type RunPen, runPen } from './run-pen';
import { stepsAhead } from './run-state';
import { makeStep, unmakeStep } from './run-step';
import { RunStopped, type StepContext } from './run-waits';

/** A server that is told to end does so in less than what its supervisor waits. */
const stopWithinMilliseconds = 5_000;

/**
 * Sets a run going in this process, whoever is watching. It is claimed in the store by `lease`; it ends as `done`,
 * `undone` or `failed`, or as `interrupted` when it is told to stop or its lease is lost.
 */
export function setGoing(run: Run, lease: Lease, direction: 'forward' | 'backward'): void {
  // Work on an earlier hold of this run has lost it, and may not know yet.
  liveRun(run.id)?.stop.abort();
  const stop = new AbortController();
  const ended = new AbortController();
  const held = new RunLease(lease);
  const pen = runPen(run, held);
  const context: StepContext = {
    pen,
    calls,
    performers,
    signal: stop.signal,
    connectionOf: findConnection,
    judged: () => judgedAsOfNow(run),
  };
  void keepLease(held, stop, ended.signal);
  const finished = underPermit(
    () => held.confirm(),
    () => (direction === 'forward' ? goForward : goBackward)(context),
  )
    .catch((error) => interrupt(pen, error))
    .finally(() => {
      ended.abort();
      leaveLiveRun(run);
    });
  enterLiveRun({ run, stop, finished });
}

/** Stops runs of this process, all or some, at their next safe point and waits for that, but not for ever. */
export async function stopRuns(which: (run: Run) => boolean = () => true): Promise<void> {
  const live = liveRuns().filter(({ run }) => which(run));
  for (const { stop } of live) stop.abort();
  await Promise.race([Promise.all(live.map(({ finished }) => finished)), pause(stopWithinMilliseconds)]);
}

async function goForward(context: StepContext): Promise<void> {
  const { pen } = context;
  for (const step of stepsAhead(pen.run)) {
    if (context.signal.aborted) throw new RunStopped();
    if (!(await makeStep(context, step))) return pen.state('failed');
  }
  await pen.state('done');
}

async function goBackward(context: StepContext): Promise<void> {
  const { pen } = context;
  // One that was cut off while it was still being looked at has done nothing.
  const untouched = pen.run.steps.filter(({ state, begunAt }) => isBusy(state) && (begunAt ?? null) === null);
  for (const step of untouched) await pen.step(step, { state: 'pending', startedAt: null, waiting: null });
  for (const step of stepsBehind(pen.run)) {
    if (context.signal.aborted) throw new RunStopped();
    if (!(await unmakeStep(context, step))) return pen.state('failed');
  }
  await pen.state('undone');
}

function isBusy(state: RunStepState): boolean {
  return state === 'running' || state === 'waiting';
}

/** What went wrong is not AWS's: the journal stands, and the run goes on from it when a person says so. */
async function interrupt(pen: RunPen, error: unknown): Promise<void> {
  if (error instanceof LeaseLost) return log.warn({ run: pen.run.id }, 'run lost to another instance');
  if (!(error instanceof RunStopped)) log.error({ error, run: pen.run.id }, 'run interrupted');
  // Where this cannot be written, the lease runs out, and another instance writes it.
  await pen
    .state('interrupted')
    .catch((fault: unknown) => log.error({ error: fault, run: pen.run.id }, 'journal failed'));
}

async function judgedAsOfNow(run: Run): Promise<Judged> {
  const plan = await findPlan(run.planId);
  const kind = plan && kindOf(plan.kind);
  if (!plan || !kind) return { verdicts: [], roleAgeSeconds: null };
  const [producer, consumer] = await Promise.all([
    findConnection(plan.source.connection),
    findConnection(plan.reader.connection),
  ]);
  const { verdicts, evidence } = await gatherEvidence({
    kind,
    sourceArn: plan.source.arn,
    consumerName: plan.source.consumerName ?? null,
    functionArn: plan.reader.functionArn,
    roleArn: plan.reader.roleArn,
    producer,
    consumer,
  });
  const role = evidence.role.role;
  const createdAt = role.state === 'known' ? Date.parse(role.value.createdAt) : Number.NaN;
  return { verdicts, roleAgeSeconds: Number.isNaN(createdAt) ? null : Math.round((Date.now() - createdAt) / 1000) };
}
