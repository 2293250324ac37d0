import { changeAwaited, lookAtChange, performChange, undoAwaited, undoChange } from '@/lib/aws/change/perform-change';
import { callFault } from '@/lib/aws/session/call-fault';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import { LeaseLost } from '@/lib/store/leases';
import { usualSettling } from '@/lib/wiring/call/call';
import { calls, typeOf } from '@/lib/wiring/call/calls';
import type { Run, RunError, RunState, RunStep } from '@/lib/wiring/run';
import type { Said } from '@/lib/wiring/said';
import { responseTo, runError } from './run-fault';
import { RunStopped, RunWaits, type StepContext, WaitedInVain } from './run-waits';
import { changeOf, journalOf } from './with-outputs';

type Direction = {
  busy: Extract<RunState, 'running' | 'undoing'>;
  done: 'done' | 'undone';
  act: (session: Session, step: RunStep, context: StepContext) => Promise<void>;
  awaited: (session: Session, step: RunStep, run: Run) => Promise<Said | null>;
};

const forward: Direction = {
  busy: 'running',
  done: 'done',
  async act(session, step, { pen }) {
    const change = changeOf(pen.run, step);
    const standing = await lookAtChange(session, change, journalOf(pen.run, step));
    const begunAt = step.begunAt ?? now();
    if (standing.standing === 'made') {
      return pen.step(step, { before: standing.before, begunAt, result: resultOf(step, standing.result) });
    }
    await pen.step(step, { before: standing.before, begunAt, result: null });
    const answer = await performChange(session, change, standing.before);
    const result = answer.already === 'true' ? await lookAgain(session, step, pen.run, answer) : answer;
    await pen.step(step, { result });
  },
  awaited: (session, step, run) => changeAwaited(session, changeOf(run, step), journalOf(run, step)),
};

const backward: Direction = {
  busy: 'undoing',
  done: 'undone',
  async act(session, step, { pen }) {
    const result = await undoChange(session, changeOf(pen.run, step), journalOf(pen.run, step));
    await pen.step(step, { result: { ...step.result, ...result } });
  },
  awaited: (session, step, run) => undoAwaited(session, changeOf(run, step), journalOf(run, step)),
};

/** What was found and what is known of it already: what this run made stays its own. */
function resultOf({ result }: RunStep, found: Record<string, string>): Record<string, string> {
  const same = Object.entries(found).every(([name, value]) => name === 'already' || result?.[name] === value);
  return result !== null && same ? result : found;
}

/**
 * It was not there when the change began, and is there now. Often that is this very change, when the answer to a first
 * attempt was lost: only the journal tells it from somebody else's.
 */
async function lookAgain(session: Session, step: RunStep, run: Run, answer: Record<string, string>) {
  const standing = await lookAtChange(session, changeOf(run, step), journalOf(run, step));
  return standing.standing === 'made' ? standing.result : answer;
}

/** Makes one change and waits until it stands. `false` when it failed: the step says why. */
export function makeStep(context: StepContext, step: RunStep): Promise<boolean> {
  return takeStep(context, step, forward);
}

/** Takes one change back and waits until it is gone. */
export function unmakeStep(context: StepContext, step: RunStep): Promise<boolean> {
  return takeStep(context, step, backward);
}

async function takeStep(context: StepContext, step: RunStep, direction: Direction): Promise<boolean> {
  const { pen } = context;
  const begun = direction.busy === 'running' ? { startedAt: step.startedAt ?? now() } : {};
  await pen.step(step, { state: direction.busy, ...begun, endedAt: null, error: null, waiting: null });
  await pen.state(direction.busy);
  const fail = (error: RunError) => pen.step(step, { state: 'failed', endedAt: now(), waiting: null, error });
  const connection = await context.connectionOf(step.change.place.connectionId);
  if (connection === null) {
    await fail(connectionGone(step.change.place.accountId));
    return false;
  }
  const waits = new RunWaits(context, step, connection.sandbox);
  for (;;) {
    try {
      const session = openSession(connection, step.change.place.region, 'change');
      await direction.act(session, step, context);
      await settle(step, () => direction.awaited(session, step, pen.run), waits);
      await pen.step(step, { state: direction.done, endedAt: now(), waiting: null });
      return true;
    } catch (error) {
      if (error instanceof RunStopped || error instanceof LeaseLost) throw error;
      const failure = await waitOut(error, context, step, waits);
      if (failure === null) continue;
      await fail(failure);
      return false;
    }
  }
}

async function settle(step: RunStep, awaited: () => Promise<Said | null>, waits: RunWaits): Promise<void> {
  const settling = typeOf(calls, step.change.call).settles ?? usualSettling;
  for (let reason = await awaited(); reason; reason = await awaited()) {
    await waits.wait('settle', reason, settling.withinSeconds, settling.everySeconds);
  }
}

/** Waits before another attempt and answers `null`; or answers the failure that no waiting mends. */
async function waitOut(error: unknown, context: StepContext, step: RunStep, waits: RunWaits): Promise<RunError | null> {
  const fault = callFault(error);
  if (error instanceof WaitedInVain) {
    return runError(fault, { key: 'run.cause.waited', values: { seconds: error.seconds } }, { key: 'run.fix.retry' });
  }
  const judged = fault.nature === 'unready' ? await context.judged() : null;
  const response = responseTo(fault, step.change, judged);
  if ('stop' in response) return runError(fault, response.stop.cause, response.stop.fix);
  const { reason, atMostSeconds } = response.wait;
  try {
    await waits.wait(fault.nature, reason, atMostSeconds);
    return null;
  } catch (error) {
    if (!(error instanceof WaitedInVain)) throw error;
    const cause = { key: `run.cause.waited-${fault.nature}`, values: { seconds: error.seconds } };
    return runError(fault, cause, { key: 'run.fix.retry' });
  }
}

function connectionGone(account: string): RunError {
  const message = `No connection reaches the account ${account}.`;
  const cause = { key: 'run.cause.connection-gone', values: { account } };
  return { code: 'ConnectionGone', message, requestId: null, cause, fix: { key: 'run.fix.connect' } };
}

function now(): string {
  return new Date().toISOString();
}
