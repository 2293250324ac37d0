import { findConnection } from '@/lib/store/connections';
import { findPlan } from '@/lib/store/plans';
import type { Connection } from '@/lib/wiring/connection';
import { kindOf } from '@/lib/wiring/kind/kinds';
import type { Run } from '@/lib/wiring/run';
import { gatherEvidence } from './gather-evidence';
import { log } from './log';
import type { Judged } from './run-fault';
import { enterLiveRun, leaveLiveRun, liveRun } from './run-feed';
import { type RunPen, runPen } from './run-pen';
import { stepsAhead, stepsBehind } from './run-state';
import { makeStep, unmakeStep } from './run-step';
import { RunStopped, type StepContext } from './run-waits';

/**
 * Sets a run going in this process, whoever is watching. The run's state is already claimed in the store; it ends as
 * `done`, `undone` or `failed`, or as `interrupted` when it is told to stop.
 */
export function setGoing(run: Run, direction: 'forward' | 'backward'): void {
  const stop = new AbortController();
  const pen = runPen(run);
  const context: StepContext = {
    pen,
    signal: stop.signal,
    connectionOf,
    judged: () => judgedAsOfNow(run),
  };
  const work = direction === 'forward' ? goForward(context) : goBackward(context);
  const finished = work.catch((error) => interrupt(pen, error)).finally(() => leaveLiveRun(run.id));
  enterLiveRun({ run, stop, finished });
}

/** Stops a run of this process at the next safe point and waits for that. */
export async function stopRun(id: string): Promise<void> {
  const live = liveRun(id);
  live?.stop.abort();
  await live?.finished;
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
  for (const step of stepsBehind(pen.run)) {
    if (context.signal.aborted) throw new RunStopped();
    if (!(await unmakeStep(context, step))) return pen.state('failed');
  }
  await pen.state('undone');
}

/** What went wrong is not AWS's: the journal stands, and the run goes on from it when a person says so. */
async function interrupt(pen: RunPen, error: unknown): Promise<void> {
  if (!(error instanceof RunStopped)) log.error({ error, run: pen.run.id }, 'run interrupted');
  await pen
    .state('interrupted')
    .catch((fault: unknown) => log.error({ error: fault, run: pen.run.id }, 'journal failed'));
}

async function connectionOf(connectionId: string): Promise<Connection> {
  const connection = await findConnection(connectionId);
  if (!connection) throw new Error(`The connection ${connectionId} was removed.`);
  return connection;
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
    functionArn: plan.reader.functionArn,
    roleArn: plan.reader.roleArn,
    producer,
    consumer,
  });
  const role = evidence.role.role;
  const createdAt = role.state === 'known' ? Date.parse(role.value.createdAt) : Number.NaN;
  return { verdicts, roleAgeSeconds: Number.isNaN(createdAt) ? null : Math.round((Date.now() - createdAt) / 1000) };
}
