import { randomInt } from 'node:crypto';
import { subjectOf } from './enforce';
import { disturb, injectIntoRequest } from './fault-effect';
import { type FaultTarget, isMeant } from './fault-match';
import { isDue, isOver, type RunningFault, startFault } from './fault-schedule';
import type { FaultState, Faults, Injection, SwitchedFault } from './practice-fault';
import type { World } from './world';

type Switchboard = { seed: number; faults: Map<string, RunningFault>; injections: Injection[]; injected: number };

const injectionsKept = 50;
const seeds = 2 ** 31;

// Faults are not part of the accounts' state: a restart or a reset ends them.
const switchboards = new WeakMap<World, Switchboard>();

function switchboardOf(world: World): Switchboard {
  const known = switchboards.get(world) ?? { seed: randomInt(seeds), faults: new Map(), injections: [], injected: 0 };
  switchboards.set(world, known);
  return known;
}

/** The faults of these practice accounts. `now` in epoch milliseconds. */
export function faultsOf(world: World, now: () => number = Date.now): Faults {
  const board = switchboardOf(world);
  const { faults } = board;
  return {
    get seed() {
      return board.seed;
    },
    list: () => Array.from(faults.values(), (running) => stateOf(running, now())),
    injections: () => [...board.injections],
    add: (fault) => switchTo(board, [...others(board, fault.id), fault], board.seed),
    switchTo: (wanted, seed = board.seed) => switchTo(board, wanted, seed),
    remove: (id) => switchTo(board, others(board, id), board.seed),
    clear: () => switchTo(board, [], board.seed),
  };
}

function switchTo(board: Switchboard, wanted: readonly SwitchedFault[], seed: number): void {
  const before = new Map(seed === board.seed ? board.faults : []);
  const off = new Set(board.faults.values());
  board.seed = seed;
  board.faults.clear();
  for (const fault of wanted) {
    const same = before.get(fault.id);
    const running = same && sameFault(same.fault, fault) ? same : startFault(fault, seed);
    board.faults.set(fault.id, running);
    off.delete(running);
  }
  for (const running of off) running.off.abort();
}

function others({ faults }: Switchboard, id: string): SwitchedFault[] {
  return Array.from(faults.values(), ({ fault }) => fault).filter((fault) => fault.id !== id);
}

function stateOf(running: RunningFault, now: number): FaultState {
  const { fault, seen, injected, lastInjectedAt } = running;
  return { ...fault, state: isOver(running, now) ? 'over' : 'on', seen, injected, lastInjectedAt };
}

function sameFault(one: SwitchedFault, other: SwitchedFault): boolean {
  const facts = (fault: SwitchedFault) => JSON.stringify(Object.entries(fault).sort());
  return facts(one) === facts(other);
}

/** Injects the faults that come before a request is performed. Throws what ends it, if one does. */
export async function injectFaults(world: World, request: FaultTarget): Promise<void> {
  for (const running of dueFaults(world, request, (fault) => !isOfAnswer(fault))) {
    await injectIntoRequest(running, request);
  }
}

/** The faults to inject into the answer of a request that was performed, one after the other. */
export function answerInjections(world: World, request: FaultTarget): Iterable<RunningFault> {
  return dueFaults(world, request, isOfAnswer);
}

/** The edits of a policy that are due after it was read, and nothing else. */
export function policyEdits(world: World, request: FaultTarget): Iterable<RunningFault> {
  return dueFaults(world, request, ({ kind }) => kind === 'policy-edit');
}

/** An injection that found nothing to do does not count. */
export function uncount(world: World, running: RunningFault): void {
  const { injections } = switchboardOf(world);
  running.injected -= 1;
  const index = injections.findIndex(({ fault }) => fault === running.fault.id);
  if (index !== -1) injections.splice(index, 1);
  running.lastInjectedAt = injections.find(({ fault }) => fault === running.fault.id)?.at ?? null;
}

/** What is still injected into an answer that is being streamed, at each of its events. */
const ofStreams: ReadonlySet<SwitchedFault['kind']> = new Set(['slow', 'timeout', 'reset']);

/** Injects the faults that break or hold up a connection on which events are being sent. */
export async function injectIntoStream(world: World, request: FaultTarget): Promise<void> {
  for (const running of dueFaults(world, request, ({ kind }) => ofStreams.has(kind))) await disturb(running);
}

function isOfAnswer({ kind, takesEffect }: SwitchedFault): boolean {
  return takesEffect === true || kind === 'half-answer' || kind === 'malformed-answer' || kind === 'policy-edit';
}

function* dueFaults(
  world: World,
  request: FaultTarget,
  which: (fault: SwitchedFault) => boolean,
): Generator<RunningFault> {
  const board = switchboards.get(world);
  if (!board) return;
  for (const running of [...board.faults.values()]) {
    const now = request.call.clock.now();
    if (!which(running.fault) || !isMeant(running.fault, request) || !isDue(running, now)) continue;
    count(board, running, request, new Date(now).toISOString());
    yield running;
  }
}

function count(board: Switchboard, running: RunningFault, { service, operation, call }: FaultTarget, at: string): void {
  board.injected += 1;
  running.injected += 1;
  running.lastInjectedAt = at;
  const { id, kind } = running.fault;
  const { accountId, caller } = call;
  const who = subjectOf(caller.principal);
  board.injections.unshift({
    number: board.injected,
    at,
    fault: id,
    kind,
    accountId,
    service: service.name,
    operation,
    who,
  });
  board.injections.length = Math.min(board.injections.length, injectionsKept);
}
