import { underPermit } from '@/lib/aws/session/write-permit';
import { findConnection } from '@/lib/store/connections';
import { type Lease, LeaseLost } from '@/lib/store/leases';
import { findPlan } from '@/lib/store/plans';
import { type Run, type RunStepState, stepsBehind } from '@/lib/wiring/run';
import type { View } from '@/lib/wiring/view';
import { log } from '../server/log';
import { pause } from '../server/pause';
import { plannedWire } from '../wire/find-wire';
import { gatherEvidence } from '../wire/gather-evidence';
import type { Reading } from '../wire/reading';
import type { Judged } from './run-fault';
import { enterLiveRun, leaveLiveRun, liveRun, liveRuns } from './run-feed';
import { type RunJournal, runJournal } from './run-journal';
import { keepLease, RunLease } from './run-lease';
import { stepsAhead } from './run-state';
import { makeStep, unmakeStep } from './run-step';
import { RunStopped, type StepContext } from './run-waits';

/** A server that is told to end does so in less than what its supervisor waits. */
const stopWithinMilliseconds = 5_000;

/**
 * Sets a run going in this process, whoever is watching. It is claimed in the store by `lease`; it ends as `done`,
 * `undone` or `failed`, or as `interrupted` when it is told to stop or its lease is lost.
 */
export function setGoing(reading: Reading, run: Run, lease: Lease, direction: 'forward' | 'backward'): void {
  // Work on an earlier hold of this run has lost it, and may not know yet.
  liveRun(run.id)?.stop.abort();
  const stop = new AbortController();
  const ended = new AbortController();
  const held = new RunLease(lease);
  const journal = runJournal(run, held);
  const context: StepContext = {
    journal,
    reading,
    signal: stop.signal,
    connectionOf: findConnection,
    judged: () => judgedAsOfNow(reading, run),
  };
  void keepLease(held, stop, ended.signal);
  const finished = underPermit(
    () => held.confirm(),
    () => (direction === 'forward' ? goForward : goBackward)(context),
  )
    .catch((error) => interrupt(journal, error))
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
  const { journal } = context;
  for (const step of stepsAhead(journal.run)) {
    if (context.signal.aborted) throw new RunStopped();
    if (!(await makeStep(context, step))) return journal.state('failed');
  }
  await journal.state('done');
}

async function goBackward(context: StepContext): Promise<void> {
  const { journal } = context;
  // One that was cut off while it was still being looked at has done nothing.
  const untouched = journal.run.steps.filter(({ state, begunAt }) => isBusy(state) && (begunAt ?? null) === null);
  for (const step of untouched) await journal.step(step, { state: 'pending', startedAt: null, waiting: null });
  for (const step of stepsBehind(journal.run)) {
    if (context.signal.aborted) throw new RunStopped();
    if (!(await unmakeStep(context, step))) return journal.state('failed');
  }
  await journal.state('undone');
}

function isBusy(state: RunStepState): boolean {
  return state === 'running' || state === 'waiting';
}

/** What went wrong is not AWS's: the journal stands, and the run goes on from it when a person says so. */
async function interrupt(journal: RunJournal, error: unknown): Promise<void> {
  if (error instanceof LeaseLost) return log.warn({ run: journal.run.id }, 'run lost to another instance');
  if (!(error instanceof RunStopped)) log.error({ error, run: journal.run.id }, 'run interrupted');
  // Where this cannot be written, the lease runs out, and another instance writes it.
  await journal
    .state('interrupted')
    .catch((fault: unknown) => log.error({ error: fault, run: journal.run.id }, 'journal failed'));
}

async function judgedAsOfNow(reading: Reading, run: Run): Promise<Judged> {
  const plan = await findPlan(run.planId);
  const wire = plan && (await plannedWire(plan, reading.rooms));
  if (!wire) return { verdicts: [], roleAgeSeconds: null };
  const { verdicts, view } = await gatherEvidence(wire, reading);
  return { verdicts, roleAgeSeconds: youngestAge(reading, view) };
}

/** Of the roles of a wire: one that is seconds old is not known everywhere. */
function youngestAge({ rooms }: Reading, { evidence }: View): number | null {
  const ages = Object.values(evidence.parts).flatMap((read) => {
    const madeAt = read.state === 'known' ? rooms.resources[read.value.is]?.madeAt?.(read.value) : null;
    const at = madeAt ? Date.parse(madeAt) : Number.NaN;
    return Number.isNaN(at) ? [] : [Math.round((Date.now() - at) / 1000)];
  });
  return ages.length === 0 ? null : Math.min(...ages);
}
