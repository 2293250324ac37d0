import { expect } from 'vitest';
import { eachOf } from '@/lib/service/server/each-of';
import type { HeldWrite, NamedEnds } from '@/lib/trial/sandbox/watched-accounts';
import { wholeSnapshot } from '@/lib/trial/sandbox/whole-snapshot';
import type { Run } from '@/lib/wiring/run';
import type { Hold } from './held-journal';
import type { KillableProcess } from './killable-process';
import type { Operation } from './killable-server';

/** Ends with the wire between them, and the last run of a kind that was set going for them. */
export type WireUnderTest = { ends: NamedEnds; wireId: string; runs: Partial<Record<string, string>> };

/** Wires that are all alike: two whose runs nobody kills, and one for each point at which a run is killed. */
export type Cohort = {
  name: string;
  /** How their wires are made, and what is asked otherwise now. */
  variant: string;
  over?: object;
  kept: WireUnderTest;
  tried: WireUnderTest;
  /** As many as have been needed so far. */
  killed: WireUnderTest[];
  /** AWS lets nobody put back all that a change of theirs takes away. */
  lossy?: boolean;
};

/** A moment of one change, and how a run is held there. `effect`: the call has taken effect by then. */
type Moment = { name: string; effect: boolean; hold: Omit<Hold, 'step'>; write?: HeldWrite };

const aroundTheCall: readonly Moment[] = [
  { name: 'before the call reaches AWS', effect: false, hold: { when: 'after', written: 'begun' }, write: 'before' },
  { name: 'during the call', effect: true, hold: { when: 'after', written: 'begun' }, write: 'during' },
  { name: 'after the call, before the journal has it', effect: true, hold: { when: 'before', written: 'answered' } },
  { name: 'after the journal has the answer', effect: true, hold: { when: 'after', written: 'answered' } },
  { name: 'after the journal has the whole change', effect: true, hold: { when: 'after', written: 'made' } },
];

/** A change that is made is written down once more before its call, while it is looked at. */
const moments: { [Direction in 'forward' | 'backward']: readonly Moment[] } = {
  forward: [{ name: 'before the look', effect: false, hold: { when: 'after', written: 'opened' } }, ...aroundTheCall],
  backward: aroundTheCall,
};

const atTheBeginning: { [Direction in 'forward' | 'backward']: Moment } = {
  forward: { name: 'before the first change', effect: false, hold: { when: 'before', written: 'opened' } },
  backward: { name: 'before the first change', effect: false, hold: { when: 'before', written: 'begun' } },
};

/** What a run does that nobody kills, and what its undo does. */
type Unkilled = {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  writes: string[];
  undone: Record<string, unknown>;
  undoWrites: string[];
};

type Point = {
  cohort: Cohort;
  wire: WireUnderTest;
  call: number;
  moment: Moment;
  unkilled: Unkilled;
  run: string;
  /** What had taken effect when the process died. */
  writes: string[];
};

const atOnce = 6;

/** Calls at which a run has been killed, by the direction it went in. */
export type KilledCalls = Record<Trial['direction'], Set<string>>;

/** One kind of operation, to be killed at every point of it. */
export type Trial = {
  name: string;
  cohorts: readonly Cohort[];
  operation: (wire: WireUnderTest, cohort: Cohort) => Operation;
} & ({ direction: 'forward'; another: (cohort: Cohort) => Promise<WireUnderTest> } | { direction: 'backward' });

/**
 * Does an operation with every cohort, holds each run at a point of its own, and kills the server: at all points of the
 * calls at which none was killed before. Half of a hundred calls at most may hang in AWS at once: that is how many
 * connections there are.
 */
export async function killedAtEveryPoint(
  server: KillableProcess,
  trial: Trial,
  killedCalls: KilledCalls,
): Promise<Point[]> {
  const { direction, cohorts } = trial;
  const points: Point[] = [];
  const killedByUndo = new Set(killedCalls.backward);
  for (const cohort of cohorts) {
    const unkilled = await unkilledRun(server, cohort, trial);
    const each = newPoints(unkilled.writes, direction, killedCalls[direction]);
    if (trial.direction === 'forward') {
      const toUndo = newPoints(unkilled.undoWrites, 'backward', killedByUndo).length;
      while (cohort.killed.length < Math.max(each.length, toUndo)) cohort.killed.push(await trial.another(cohort));
      for (const wire of cohort.killed.slice(each.length, toUndo)) await wholeRun(server, wire, cohort, trial);
    }
    points.push(
      ...each.map(({ call, moment }, index) => {
        return { cohort, wire: cohort.killed[index] as WireUnderTest, call, moment, unkilled, run: '', writes: [] };
      }),
    );
  }
  await inLanes(points, async (point) => {
    point.run = await heldRun(server, point, trial);
  });
  for (const { run, wire, moment } of points) {
    if (moment.write === undefined) continue;
    const reached = server.accounts.hold(wire.ends.name, moment.write);
    await server.letGo(run);
    await reached;
  }
  await server.kill();
  for (const point of points) {
    point.writes = server.accounts.takeWrites(point.wire.ends.name);
    expect(point.writes, nameOf(point)).toEqual(point.unkilled.writes.slice(0, effective(point)));
  }
  return points;
}

/** Every moment of the calls at which none was killed before; from now on one was. */
function newPoints(
  writes: readonly string[],
  direction: Trial['direction'],
  killedCalls: Set<string>,
): { call: number; moment: Moment }[] {
  const before = new Set(killedCalls);
  return writes.flatMap((write, call) => {
    killedCalls.add(write);
    if (before.has(write)) return [];
    const first = call === 0 ? [atTheBeginning[direction]] : [];
    return [...first, ...moments[direction]].map((moment) => ({ call, moment }));
  });
}

/** Does it with nobody in the way; answers what was written. */
async function wholeRun(
  server: KillableProcess,
  wire: WireUnderTest,
  cohort: Cohort,
  { name, operation }: Trial,
): Promise<string[]> {
  const run = ended(await server.carryOut(operation(wire, cohort)), cohort.name);
  wire.wireId = run.wireId;
  wire.runs[name] = run.id;
  return server.accounts.takeWrites(wire.ends.name);
}

async function unkilledRun(server: KillableProcess, cohort: Cohort, trial: Trial): Promise<Unkilled> {
  const { kept, tried } = cohort;
  const before = await snapshot(server, kept);
  const writes = await wholeRun(server, kept, cohort, trial);
  const after = await snapshot(server, kept);
  const unkilled: Unkilled = { before, after, writes, undone: before, undoWrites: [] };
  if (trial.direction === 'forward') {
    await wholeRun(server, tried, cohort, trial);
    ended(await server.carryOut({ do: 'undo', run: tried.runs[trial.name] ?? '' }), cohort.name);
    unkilled.undoWrites = server.accounts.takeWrites(tried.ends.name);
    unkilled.undone = await snapshot(server, tried);
    if (!cohort.lossy) expect(unkilled.undone, cohort.name).toEqual(before);
  }
  return unkilled;
}

async function heldRun(server: KillableProcess, point: Point, { name, direction, operation }: Trial) {
  const { wire, cohort, call, moment, unkilled } = point;
  const position = direction === 'forward' ? call : unkilled.writes.length - 1 - call;
  const hold: Hold = { step: String(position + 1), ...moment.hold };
  const run = await server.carryOut(operation(wire, cohort), hold);
  wire.wireId = run.wireId;
  wire.runs[name] = run.id;
  return run.id;
}

/**
 * A fresh start finds the killed runs interrupted; each goes on, and ends as if nothing had happened. An undo goes on by
 * either verb.
 */
export async function allGoOn(server: KillableProcess, points: readonly Point[], by: 'resume' | 'undo'): Promise<void> {
  await inLanes(points, async (point) => {
    const { wire, unkilled, run, writes } = point;
    const name = nameOf(point);
    ended(await server.carryOut({ do: by, run }), name);
    expect([...writes, ...server.accounts.takeWrites(wire.ends.name)], name).toEqual(unkilled.writes);
    expect(await snapshot(server, wire), name).toEqual(unkilled.after);
  });
}

/** Each is undone: what it did is taken back, no more and no less. */
export async function allTakenBack(server: KillableProcess, points: readonly Point[]): Promise<void> {
  await inLanes(points, async (point) => {
    const { wire, unkilled, run, writes, cohort } = point;
    const name = nameOf(point);
    const undone = ended(await server.carryOut({ do: 'undo', run }), name);
    expect(undone.state, name).toBe('undone');
    const { undoWrites } = unkilled;
    const back = undoWrites.slice(Math.max(0, undoWrites.length - effective(point)));
    expect([...writes, ...server.accounts.takeWrites(wire.ends.name)], name).toEqual([...writes, ...back]);
    // What AWS lets nobody put back is either as it was, or as an undo of the whole leaves it.
    for (const [part, value] of Object.entries(await snapshot(server, wire))) {
      const right = [unkilled.before[part], ...(cohort.lossy ? [unkilled.undone[part]] : [])];
      expect(right, `${name}: ${part}`).toContainEqual(value);
    }
  });
}

/** How many calls had taken effect when the process died. */
function effective({ call, moment }: Point): number {
  return moment.effect ? call + 1 : call;
}

function nameOf({ cohort, unkilled, call, moment }: Point): string {
  return `${cohort.name}: ${moment.name} (${call + 1} of ${unkilled.writes.length}, ${unkilled.writes[call]})`;
}

function ended(run: Run, name: string): Run {
  const [last, others] = run.state === 'undone' ? ['undone', 'pending'] : ['done', 'done'];
  expect(run.state, `${name}: ${JSON.stringify(run.steps.map(({ error }) => error))}`).toBe(last);
  for (const { state } of run.steps) expect([last, others], name).toContain(state);
  return run;
}

function snapshot({ accounts }: KillableProcess, { ends, wireId }: WireUnderTest): Promise<Record<string, unknown>> {
  return wholeSnapshot(accounts, ends, wireId);
}

function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  return eachOf(items, atOnce, new AbortController().signal, work);
}
