import { vi } from 'vitest';
import { ProblemError } from '@/lib/service/http/problem-error';
import { closeUnserved } from '@/lib/trial/sandbox/unserved-practice';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Run } from '@/lib/wiring/run';
import { stream } from './accounts';
import type { Course } from './course';
import { damage } from './damage';
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
import { type Standing, standing } from './standing';
import { Trial } from './trial';
import { passing } from './virtual-time';
import { obstacle } from './works';

/** How a course ended: `blocked` and `nothing` where there was nothing to run. */
export type Outcome = Run['state'] | 'blocked' | 'nothing' | 'refused';

/** What came of a course, for a count of what the trials have met. */
export type Account = { ended: Outcome; met: Outcome[]; edits: number; unseen: number; requests: number };

/** Takes a course to its end and throws `Broken` for whatever does not hold on the way. */
export async function takeCourse(course: Course): Promise<Account> {
  const trial = new Trial(structuredClone(course));
  try {
    await trial.open();
    const met: Outcome[] = [];
    const ended = await walk(trial, met);
    const { meddler, unseen, requests } = trial;
    return { ended, met, edits: meddler.edited.size, unseen: unseen.size, requests: requests.length };
  } finally {
    trial.ends();
    closeUnserved();
    vi.restoreAllMocks();
    vi.useRealTimers();
  }
}

async function walk(trial: Trial, met: Outcome[]): Promise<Outcome> {
  const { course } = trial;
  if (course.intent !== 'wire' && !(await wired(trial))) return 'blocked';
  const plan = course.intent === 'remove' ? await trial.removal() : await trial.plan(settingsOf(course));
  const before = standing(trial.world);
  trial.watchOthers();
  if (plan.blocked || plan.changes.length === 0) return unappliable(trial, plan, before);
  const from = trial.requests.length;
  trial.begins();
  let run = await trial.begin(plan);
  let goings = 1;
  checkPatience(course, run);
  const note = () => {
    if (run instanceof ProblemError) return met.push('refused');
    checkEnd(trial, run, before);
    return met.push(run.state);
  };
  note();
  if (!(run instanceof ProblemError)) checkStopped(trial, run);
  for (const how of course.tries) {
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

function settingsOf({ intent }: Course): { batchSize?: number } {
  return intent === 'settings' ? { batchSize: 7 } : {};
}

/** Makes the wire without any trouble, and breaks it where that is the intent. */
async function wired(trial: Trial): Promise<boolean> {
  const { course, world, admin, keyArn } = trial;
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
  if (course.intent === 'repair') await damage(world, admin, course.damage, keyArn);
  await trial.rest();
  return true;
}

/** What is blocked is refused, and nothing is written. */
async function unappliable(trial: Trial, plan: Plan, before: Standing): Promise<Outcome> {
  const run = await trial.begin(plan);
  if (plan.blocked) hold(run instanceof ProblemError, 'a blocked plan was applied');
  hold(JSON.stringify(before) === JSON.stringify(standing(trial.world)), 'something was written for nothing');
  return plan.blocked ? 'blocked' : 'nothing';
}

/** Refused before it began: nothing was written. */
function notBegun(trial: Trial, problem: ProblemError, before: Standing): Outcome {
  hold(
    trial.requests.every(({ writes, number }) => !writes || number <= trial.begunAt),
    'refused, and written:',
    problem.problem,
  );
  const same = standing(trial.world).mappings.length === before.mappings.length;
  hold(same || trial.meddler.forestalled === 'mapping', 'refused, and written');
  return 'refused';
}

/** With the trouble over it goes on or back until there is nothing left to do. */
async function broughtToAnEnd(trial: Trial, stopped: Run, before: Standing): Promise<Run> {
  const { end, regret } = trial.course;
  let run = stopped;
  let shared = false;
  const then = async (how: 'resume' | 'undo') => {
    const next = await trial.goOn(run, how);
    if (next instanceof ProblemError) {
      shared =
        next.problem.code === 'consumer-in-use' && trial.meddler.statementsOn(`${stream}/consumer/reader`).length > 0;
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
  if (run.state === 'done' && regret) await then('undo');
  if (run.state === 'failed' && !shared) {
    const { edited, tookAway } = trial.meddler;
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

async function checkOutcome(trial: Trial, plan: Plan, run: Run, before: Standing): Promise<void> {
  await trial.rest();
  if (run.state === 'undone') return checkUndone(trial, before);
  if (run.state !== 'done') return;
  if (plan.purpose === 'remove') return checkRemoved(trial);
  const { world, admin, course, meddler } = trial;
  const inTheWay = await passing(obstacle(world, admin, course.start.kind === 'kinesis-fanout'));
  if (inTheWay === null) return;
  // Somebody else broke it meanwhile: then a new plan says so.
  hold(meddler.edited.size > 0, 'done, and it does not work:', inTheWay);
  const again = await trial.plan();
  hold(again.changes.length > 0 || again.blocked, 'it does not work, and there is nothing to do:', inTheWay);
}
