// A server of its own for tests, on practice accounts that another process serves, until that process kills it.
import { multiplyRates } from '@/lib/aws/session/rate-limit';
import { ProblemError } from '@/lib/service/http/problem-error';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { planWire } from '@/lib/service/plan/plan-wire';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { getRun } from '@/lib/service/run/get-run';
import { markInterruptedRuns } from '@/lib/service/run/mark-interrupted-runs';
import { resumeRun } from '@/lib/service/run/resume-run';
import { undoRun } from '@/lib/service/run/undo-run';
import { watchRun } from '@/lib/service/run/watch-run';
import type { PracticeAddress } from '@/lib/trial/sandbox/watched-accounts';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { PlanRequest } from '@/lib/wiring/projection';
import type { Run } from '@/lib/wiring/run';
import { type Hold, holding } from './held-journal';

/** What can be asked of it; each answers the run as it then stands. */
export type Operation =
  | { do: 'wire'; request: PlanRequest }
  | { do: 'remove'; wireId: string }
  | { do: 'undo' | 'resume'; run: string };

/** `open`: the run that goes on from where it is held. */
export type Order = { id: number } & ({ operation: Operation; hold?: Hold } | { open: string });

export type Report = { id: number; run?: Run; held?: boolean; problem?: unknown };

/** By the run that waits behind it. */
const gates = new Map<string, () => void>();

async function begin(operation: Operation): Promise<string> {
  switch (operation.do) {
    case 'wire':
      return apply(await planWire(operation.request));
    case 'remove':
      return apply(await removeWire(operation.wireId));
    case 'undo':
      return undoRun(operation.run);
    case 'resume':
      return resumeRun(operation.run);
  }
}

function apply(plan: Plan): Promise<string> {
  return applyPlan(plan.id);
}

async function settled(id: string): Promise<false> {
  await watchRun(id, () => undefined, new AbortController().signal);
  return false;
}

async function carryOut({ operation, hold }: Extract<Order, { operation: Operation }>): Promise<Omit<Report, 'id'>> {
  if (!hold) {
    const id = await begin(operation);
    await settled(id);
    return { run: await getRun(id), held: false };
  }
  const [arrived, gate] = [deferred(), deferred()];
  const reached = () => {
    arrived.resolve();
    return gate.promise;
  };
  const id = await holding.run({ hold, reached, count: 0, isPast: false }, () => begin(operation));
  gates.set(id, gate.resolve);
  const held = await Promise.race([arrived.promise.then(() => true), settled(id)]);
  return { run: await getRun(id), held };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

async function obey(order: Order): Promise<Report> {
  if ('open' in order) {
    gates.get(order.open)?.();
    return { id: order.id };
  }
  try {
    return { id: order.id, ...(await carryOut(order)) };
  } catch (error) {
    return { id: order.id, problem: error instanceof ProblemError ? error.problem : String(error) };
  }
}

const address: PracticeAddress = JSON.parse(process.env.TRIBUTARY_PRACTICE_ADDRESS ?? '');
Object.assign(globalThis, { tributaryPractice: address });
multiplyRates(10_000);
await markInterruptedRuns(new AbortController().signal);
// A test that ends before it kills leaves nobody behind.
process.once('disconnect', () => process.exit());
process.on('message', async (order: Order) => process.send?.(await obey(order)));
process.send?.({ id: 0 } satisfies Report);
