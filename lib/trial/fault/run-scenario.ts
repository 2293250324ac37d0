import { vi } from 'vitest';
import { ProblemError } from '@/lib/service/http/problem-error';
import { closeUnserved } from '@/lib/trial/sandbox/unserved-practice';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Run } from '@/lib/wiring/run';
import { damage } from './damage';
import { blocker } from './delivery-check';
import { endsOf } from './ends/all-ends';
import {
  Broken,
  checkEnd,
  checkPatience,
  checkRemoved,
  checkStopped,
  checkUndone,
  checkWrites,
  hold,
} from './invariants';
import type { Scenario } from './scenario';
import { type Snapshot, snapshot } from './snapshot';
import { Trial } from './trial';
import { passing } from './virtual-time';

/** How a scenario ended: `blocked` and `nothing` where there was nothing to run. */
export type Outcome = Run['state'] | 'blocked' | 'nothing' | 'refused';

/** What came of a scenario, for a count over all of them. */
export type Tally = { ended: Outcome; outcomes: Outcome[]; edits: number; unseen: number; requests: number };

/** Runs a scenario to its end and throws `Broken` for whatever does not hold on the way. */
export async function runScenario(scenario: Scenario): Promise<Tally> {
  const trial = new Trial(structuredClone(scenario));
  try {
    await trial.open();
    const outcomes: Outcome[] = [];
    const ended = await walk(trial, outcomes);
    const { editor, unseen, requests } = trial;
    return { ended, outcomes, edits: editor.edited.size, unseen: unseen.size, requests: requests.length };
  } finally {
    trial.ends();
    closeUnserved();
    vi.restoreAllMocks();
    vi.useRealTimers();
  }
}

async function walk(trial: Trial, outcomes: Outcome[]): Promise<Outcome> {
  const { scenario } = trial;
  if (scenario.intent !== 'wire' && !(await wired(trial))) return 'blocked';
  const plan = scenario.intent === 'remove' ? await trial.removal() : await trial.plan(settingsOf(scenario));
  const before = snapshot(trial.world);
  trial.watchOthers();
  if (plan.blocked || plan.changes.length === 0) return unappliable(trial, plan, before);
  const from = trial.requests.length;
  trial.begins();
  let run = await trial.begin(plan);
  let goings = 1;
  checkPatience(scenario, run);
  const note = () => {
    if (run instanceof ProblemError) return outcomes.push('refused');
    checkEnd(trial, run, before);
    return outcomes.push(run.state);
  };
  note();
  if (!(run instanceof ProblemError)) checkStopped(trial, run);
  for (const how of scenario.tries) {
    if (run instanceof ProblemError || run.state === 'undone') break;
    const next = await trial.goOn(run, how);
    if (next instanceof ProblemError) continue;
    run = next;
    goings += 1;
    note();
  }
  trial.ends();
  await trial.rest();
  if (run instanceof ProblemError) return notBegun(trial, run, before);
  const end = await broughtToAnEnd(trial, run, before);
  goings += 4;
  checkWrites(trial, plan, from, goings);
  await checkOutcome(trial, plan, end, before);
  return end.state;
}

function settingsOf({ intent }: Scenario): { batchSize?: number } {
  return intent === 'settings' ? { batchSize: 7 } : {};
}

/** Makes the wire without any trouble, and breaks it where that is the intent. */
async function wired(trial: Trial): Promise<boolean> {
  const { scenario } = trial;
  const plan = await trial.plan();
  if (plan.blocked) return false;
  if (plan.changes.length > 0) {
    const run = await trial.begin(plan);
    if (run instanceof ProblemError) throw new Broken('a plan without trouble is refused:', run.problem);
    hold(
      run.state === 'done',
      'a plan without trouble fails:',
      run.steps.map(({ error }) => error),
    );
  }
  if (scenario.intent === 'repair') await damage(trial);
  await trial.rest();
  return true;
}

/** What is blocked is refused, and nothing is written. */
async function unappliable(trial: Trial, plan: Plan, before: Snapshot): Promise<Outcome> {
  const run = await trial.begin(plan);
  if (plan.blocked) hold(run instanceof ProblemError, 'a blocked plan was applied');
  hold(JSON.stringify(before) === JSON.stringify(snapshot(trial.world)), 'something was written for nothing');
  return plan.blocked ? 'blocked' : 'nothing';
}

/** Refused before it began: nothing was written. */
function notBegun(trial: Trial, problem: ProblemError, before: Snapshot): Outcome {
  hold(
    trial.requests.every(({ writes, number }) => !writes || number <= trial.begunAt),
    'refused, and written:',
    problem.problem,
  );
  const same = snapshot(trial.world).mappings.length === before.mappings.length;
  hold(same || trial.editor.preempted === 'mapping', 'refused, and written');
  return 'refused';
}

/** With the trouble over it goes on or back until there is nothing left to do. */
async function broughtToAnEnd(trial: Trial, stopped: Run, before: Snapshot): Promise<Run> {
  const { end, undoAfter } = trial.scenario;
  let run = stopped;
  let shared = false;
  const then = async (how: 'resume' | 'undo') => {
    const next = await trial.goOn(run, how);
    if (next instanceof ProblemError) {
      shared =
        ['consumer-in-use', 'table-stream-in-use'].includes(next.problem.code) &&
        trial.editor.statementsOn(endsOf(trial.scenario.start).read).length > 0;
      return hold(shared, `${how} of a run that is ${run.state} is refused:`, next.problem);
    }
    run = next;
    return checkEnd(trial, run, before);
  };
  if (run.state === 'failed' || run.state === 'interrupted') await then(end);
  // What somebody else has changed since cannot be made any more; it can be taken back.
  if (run.state === 'failed' && run.undoBegunAt === null) {
    hold(isStale(run) || isRefusedByAws(run) || isFull(run), 'it fails without any trouble:', errorsOf(run));
    await then('undo');
  }
  if (run.state === 'done' && undoAfter) await then('undo');
  if (run.state === 'failed' && !shared) {
    const { edited, tookAway } = trial.editor;
    const theirDoing = (edited.size > 0 && (isStale(run) || isFull(run))) || (tookAway && isRefusedByAws(run));
    hold(theirDoing, 'it cannot be taken back:', errorsOf(run));
  }
  return run;
}

const errorsOf = (run: Run) => run.steps.flatMap(({ error, change }) => (error ? [[change.call.call, error]] : []));

function isStale(run: Run): boolean {
  return run.steps.some(({ error }) => error?.code === 'StaleChange');
}

/** What another administrator wrote meanwhile leaves no room. */
function isFull(run: Run): boolean {
  return run.steps.some(({ error }) => error?.message.includes('exceeds the maximum size'));
}

/** AWS says that what another administrator has left there does not let it be. */
function isRefusedByAws(run: Run): boolean {
  return run.steps.some(({ error }) => error?.cause?.key === 'run.cause.not-granted');
}

async function checkOutcome(trial: Trial, plan: Plan, run: Run, before: Snapshot): Promise<void> {
  await trial.rest();
  if (run.state === 'undone') return checkUndone(trial, before);
  if (run.state !== 'done') return;
  if (plan.purpose === 'remove') return checkRemoved(trial);
  const { editor } = trial;
  const inTheWay = await passing(blocker(trial));
  if (inTheWay === null) return;
  // Somebody else broke it meanwhile: then a new plan says so.
  hold(editor.edited.size > 0, 'done, and it does not work:', inTheWay);
  const again = await trial.plan();
  hold(again.changes.length > 0 || again.blocked, 'it does not work, and there is nothing to do:', inTheWay);
}
