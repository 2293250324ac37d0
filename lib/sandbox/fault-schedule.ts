import type { SwitchedFault } from './practice-fault';

/** A fault that is switched on, with its course so far. */
export type RunningFault = {
  fault: SwitchedFault;
  seen: number;
  injected: number;
  lastInjectedAt: string | null;
  random: () => number;
  /** Aborted when the fault is switched off, so that what it holds up goes on. */
  off: AbortController;
};

/** Starts a fault; what its chance brings depends on the seed and on its id alone. */
export function startFault(fault: SwitchedFault, seed: number): RunningFault {
  const random = randomFrom(`${seed}/${fault.id}`);
  return { fault, seen: 0, injected: 0, lastInjectedAt: null, random, off: new AbortController() };
}

/** Whether the fault was injected as often, or been on as long, as it was to. `now` in epoch milliseconds. */
export function isOver({ fault, injected }: RunningFault, now: number): boolean {
  return injected >= timesOf(fault) || (fault.until !== undefined && Date.parse(fault.until) <= now);
}

/** Counts a matching request and says whether the fault is injected. */
export function isDue(running: RunningFault, now: number): boolean {
  const { fault } = running;
  if (isOver(running, now)) return false;
  running.seen += 1;
  const turn = running.seen - (fault.after ?? 0);
  if (turn < 1) return false;
  if (fault.every !== undefined) return turn % fault.every === 0;
  return fault.probability === undefined || running.random() < fault.probability;
}

/** These would otherwise leave no session alive and no policy in peace. */
const onceByNature: ReadonlySet<SwitchedFault['kind']> = new Set(['sessions-expire', 'policy-edit']);

function timesOf({ kind, times, every, probability }: SwitchedFault): number {
  if (times !== undefined) return times;
  return onceByNature.has(kind) && every === undefined && probability === undefined ? 1 : Number.POSITIVE_INFINITY;
}

/** Numbers from 0 to 1 that a text determines (mulberry32 from an FNV-1a hash). */
function randomFrom(text: string): () => number {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(text)) state = Math.imul(state ^ byte, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
