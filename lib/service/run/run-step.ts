import { changePending, observeChange, performChange, undoChange, undoPending } from '@/lib/aws/change/perform-change';
import { callFault, type FaultNature } from '@/lib/aws/session/call-fault';
import { openSession } from '@/lib/aws/session/open-session';
import type { Session } from '@/lib/aws/session/session';
import { underPermit } from '@/lib/aws/session/write-permit';
import type { MessageKey } from '@/lib/messages/message-key';
import { LeaseLost } from '@/lib/store/leases';
import { usualSettling } from '@/lib/wiring/call/call';
import { typeOf } from '@/lib/wiring/call/calls';
import type { Message } from '@/lib/wiring/message';
import type { RunError, RunState, RunStep } from '@/lib/wiring/run';
import { responseTo, runError } from './run-fault';
import { RunStopped, RunWaits, type StepContext, WaitedInVain } from './run-waits';
import { connectionNow, connectionToChange, NotPermitted } from './step-permission';
import { changeNow, journalNow } from './with-outputs';

type Direction = {
  busy: Extract<RunState, 'running' | 'undoing'>;
  done: 'done' | 'undone';
  act: (session: Session, step: RunStep, context: StepContext) => Promise<void>;
  pending: (session: Session, step: RunStep, context: StepContext) => Promise<Message | null>;
};

const forward: Direction = {
  busy: 'running',
  done: 'done',
  async act(session, step, context) {
    const { performers } = context.reading;
    const { journal } = context;
    const change = changeNow(context, step);
    const current = await observeChange(performers, session, change, journalNow(context, step));
    const begunAt = step.begunAt ?? now();
    if (current.state === 'made') {
      return journal.step(step, { before: current.before, begunAt, result: resultOf(step, current.result) });
    }
    await journal.step(step, { before: current.before, begunAt, result: null });
    const answer = await performChange(performers, session, change, current.before);
    const result = answer.already === 'true' ? await observeAgain(session, step, context, answer) : answer;
    await journal.step(step, { result });
  },
  pending: (session, step, context) =>
    changePending(context.reading.performers, session, changeNow(context, step), journalNow(context, step)),
};

const backward: Direction = {
  busy: 'undoing',
  done: 'undone',
  async act(session, step, context) {
    const { performers } = context.reading;
    const { journal } = context;
    const result = await undoChange(performers, session, changeNow(context, step), journalNow(context, step));
    await journal.step(step, { result: { ...step.result, ...result } });
  },
  pending: (session, step, context) =>
    undoPending(context.reading.performers, session, changeNow(context, step), journalNow(context, step)),
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
async function observeAgain(
  session: Session,
  step: RunStep,
  context: StepContext,
  answer: Record<string, string>,
): Promise<Record<string, string>> {
  const current = await observeChange(
    context.reading.performers,
    session,
    changeNow(context, step),
    journalNow(context, step),
  );
  return current.state === 'made' ? current.result : answer;
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
  const { journal } = context;
  const begun =
    direction.busy === 'running' ? { startedAt: step.startedAt ?? now() } : { undoBegunAt: step.undoBegunAt ?? now() };
  await journal.step(step, { state: direction.busy, ...begun, endedAt: null, error: null, waiting: null });
  await journal.state(direction.busy);
  const waits = new RunWaits(context, step);
  const writes = { begunBefore: (step.begunAt ?? null) !== null, left: 0 };
  for (;;) {
    try {
      await attempt(context, step, direction, { waits, writes });
      await journal.step(step, { state: direction.done, endedAt: now(), waiting: null });
      return true;
    } catch (error) {
      if (error instanceof RunStopped || error instanceof LeaseLost) throw error;
      const failure = error instanceof NotPermitted ? error.failure : await waitOut(error, context, step, waits);
      if (failure === null) continue;
      const isUntouched = direction.busy === 'running' && (await didNothing(context, step, error, writes));
      const untouched = isUntouched ? nothingBegun : {};
      await journal.step(step, { state: 'failed', endedAt: now(), waiting: null, error: failure, ...untouched });
      return false;
    }
  }
}

/** What left for AWS of a step: before it was taken up, and since. */
type Writes = { begunBefore: boolean; left: number };

const nothingBegun = { before: null, begunAt: null, result: null } as const;

/** Whether a step failed without having changed anything: no write left, or only one, which AWS refused. */
async function didNothing(context: StepContext, step: RunStep, error: unknown, writes: Writes): Promise<boolean> {
  const { performers, services } = context.reading;
  if (writes.begunBefore || writes.left === 0) return !writes.begunBefore;
  if (writes.left > 1 || callFault(error, services).nature !== 'refused') return false;
  // What was refused may have been a look at what the write had already done.
  try {
    const { place } = step.change;
    const session = openSession(await connectionNow(context, place), place.region, 'read', services);
    const journal = { ...journalNow(context, step), begunAt: null };
    return (await observeChange(performers, session, changeNow(context, step), journal)).state === 'to-do';
  } catch {
    return false;
  }
}

/** Somebody may forbid it while it waits: that is asked anew each time, and before each write that leaves. */
async function attempt(
  context: StepContext,
  step: RunStep,
  direction: Direction,
  { waits, writes }: { waits: RunWaits; writes: Writes },
): Promise<void> {
  const { place } = step.change;
  const connection = await connectionToChange(context, place);
  waits.quick = connection.sandbox;
  const session = openSession(connection, place.region, 'change', context.reading.services);
  const permit = async () => {
    await connectionToChange(context, place);
    writes.left += 1;
  };
  await underPermit(permit, () => direction.act(session, step, context));
  const pending = async () => {
    await connectionNow(context, place);
    return direction.pending(session, step, context);
  };
  await settle(context, step, pending, waits);
}

async function settle(
  { reading }: StepContext,
  step: RunStep,
  pending: () => Promise<Message | null>,
  waits: RunWaits,
): Promise<void> {
  const settling = typeOf(reading.rooms.calls, step.change.call).settles ?? usualSettling;
  for (let reason = await pending(); reason; reason = await pending()) {
    await waits.wait('settle', reason, settling.withinSeconds, settling.everySeconds);
  }
}

/** Waits before another attempt and answers `null`; or answers the failure that no waiting mends. */
async function waitOut(error: unknown, context: StepContext, step: RunStep, waits: RunWaits): Promise<RunError | null> {
  const fault = callFault(error, context.reading.services);
  if (error instanceof WaitedInVain) {
    return runError(fault, { key: 'run.cause.waited', values: { seconds: error.seconds } }, { key: 'run.fix.retry' });
  }
  const judged = fault.nature === 'unready' ? await context.judged() : null;
  const response = responseTo(context.reading.rooms.calls, fault, step.change, judged);
  if ('stop' in response) return runError(fault, response.stop.cause, response.stop.fix);
  const { reason, atMostSeconds } = response.wait;
  try {
    await waits.wait(fault.nature, reason, atMostSeconds);
    return null;
  } catch (error) {
    if (!(error instanceof WaitedInVain)) throw error;
    const key = waitedInVain[fault.nature] ?? 'run.cause.waited';
    return runError(fault, { key, values: { seconds: error.seconds } }, { key: 'run.fix.retry' });
  }
}

/** What did not end in time. */
const waitedInVain: Partial<Record<FaultNature, MessageKey>> = {
  throttled: 'run.cause.waited-throttled',
  'in-use': 'run.cause.waited-in-use',
  transient: 'run.cause.waited-transient',
  unready: 'run.cause.waited-unready',
};

function now(): string {
  return new Date().toISOString();
}
