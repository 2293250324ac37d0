import { ProblemError } from '@/lib/service/http/problem-error';
import type { Plan } from '@/lib/wiring/plan/plan';
import type { Run, RunStep } from '@/lib/wiring/run';
import { endsOf } from './ends/all-ends';
import { othersIn, ownIn } from './others-statements';
import type { Scenario } from './scenario';
import { type Snapshot, snapshot } from './snapshot';
import { standsAsTold } from './stands-as-told';
import { begun, type Trial } from './trial';

/** What a trial claims, with what stood there when it did not hold. */
export class Broken extends Error {
  constructor(what: string, detail: unknown = '') {
    super(`${what} ${typeof detail === 'string' ? detail : JSON.stringify(detail, null, 1)}`);
    this.name = 'Broken';
  }
}

export function hold(claim: boolean, what: string, detail?: unknown): void {
  if (!claim) throw new Broken(what, detail);
}

/** What holds at any end of any run. */
export function checkEnd(trial: Trial, run: Run, before: Snapshot): void {
  const now = snapshot(trial.world);
  const lost = trial.missing();
  hold(lost.length === 0, "others' statements are gone:", lost);
  hold(now.rest === before.rest, 'something was written to that no plan names:', [before.rest, now.rest]);
  checkTwice(trial, now);
  hold(['done', 'undone', 'failed', 'interrupted'].includes(run.state), 'the run ends as', run.state);
  if (run.state === 'failed') checkFailure(trial, run);
  if (run.state === 'interrupted') hold(failedSteps(run).length === 0, 'interrupted, with a failed step');
  for (const step of run.steps) {
    const stands = step.state !== 'done' || standsAsTold(trial, step, now);
    hold(stands, `${step.change.call.call} is done, and that is not what is there:`, [
      step,
      now.mappings,
      now.consumers,
      now.tableStream,
    ]);
  }
}

/** Nothing is there twice. */
function checkTwice({ wireId }: Trial, now: Snapshot): void {
  for (const [arn, text] of now.policies) {
    const ours = ownIn(text, wireId);
    hold(new Set(ours).size === ours.length, `a statement is twice in the policy of ${arn}:`, text);
  }
  const sources = now.mappings.map(({ sourceArn, uuid }) => `${sourceArn} ${now.consumers.length > 1 ? uuid : ''}`);
  // One for a role that is gone opens nothing, and goes with the wire.
  const names = now.grants.map(({ key, name, grantee }) => `${key} ${name} ${grantee}`);
  hold(new Set(names).size === names.length, 'a grant is there twice:', now.grants);
  hold(new Set(sources).size >= sources.length - 1, 'a mapping is there twice:', now.mappings);
}

/** What failed on the way forward before anything was written keeps its error while the rest is taken back. */
function failedSteps({ steps, undoBegunAt }: Run): RunStep[] {
  return steps.filter(({ state, begunAt }) => state === 'failed' && (undoBegunAt === null || begunAt));
}

/** A run that failed names one step and what AWS said of it; what comes after is untouched. */
function checkFailure(trial: Trial, run: Run): void {
  const failed = failedSteps(run);
  hold(
    failed.length === 1,
    'failed, with other than one failed step:',
    run.steps.map(({ state }) => state),
  );
  const [step] = failed;
  const error = step?.error;
  hold(error !== null && error !== undefined && error.message !== '', 'failed without a word of AWS');
  if (!error || !step) return;
  const inAws = trial.requests.some(
    ({ body }) => body.includes(error.message) || unescaped(body).includes(error.message),
  );
  hold(inAws || ours.test(`${error.code}: ${error.message}`), 'words that AWS did not say:', error);
  if (run.undoBegunAt !== null) return;
  const after = run.steps.slice(run.steps.indexOf(step) + 1);
  hold(
    after.every(({ state, begunAt }) => state === 'pending' && !begunAt),
    'a step after the failed one was begun:',
    after,
  );
}

function unescaped(body: string): string {
  return body.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('\\"', '"');
}

/** What Tributary says itself, where AWS said nothing. */
const ours =
  /^(StaleChange|TimeoutError|UnreadableAnswer|WaitedInVain|UnreadError|ConnectionGone|Error: .*(still being|Waited|aborted|answered))/;

/** Both accounts stand as before, but for what the other administrator did. */
export function checkUndone(trial: Trial, before: Snapshot): void {
  const now = snapshot(trial.world);
  const { editor, wireId } = trial;
  for (const arn of new Set([...before.policies.keys(), ...now.policies.keys()])) {
    const [was, is] = [before.policies.get(arn), now.policies.get(arn)];
    if (was === is || /"A(ROA|IDA)/.test(was ?? '')) continue;
    if (!editor.edited.has(arn)) throw new Broken(`undone, but the policy of ${arn} is another:`, [was, is]);
    const left = ownIn(is, wireId).filter((sid) => !ownIn(was, wireId).includes(sid));
    hold(left.length === 0, `undone, and our statement is still in ${arn}:`, is);
    const more = othersIn(is, wireId).length - editor.statementsOn(arn).length;
    hold(more <= 0, `undone, and there is more in ${arn} than before:`, is);
  }
  const facts = ({ attached, grants, mappings, consumers, inline, tableStream }: Snapshot) => ({
    attached,
    inline: [...inline].sort(),
    grants: grants.map(({ key, name, grantee }) => [key, name, grantee]).sort(),
    // AWS lets nobody make a mapping again that reads what is gone.
    mappings: (editor.switched ? [] : mappings).flatMap(({ dead, sourceArn, state, settings }) =>
      dead ? [] : [[sourceArn, state, settings]],
    ),
    consumers: consumers.map(({ name, status }) => [name, status]),
    // Its owner has switched it meanwhile, and what read the stream before reads nothing now.
    tableStream: editor.switched || tableStream === null ? null : [tableStream.status, tableStream.viewType],
  });
  const [was, is] = [JSON.stringify(facts(withTheirs(trial, before, now))), JSON.stringify(facts(now))];
  if (preemptedGone(trial, now)) throw new Broken('undone, and with it what another administrator had made', now);
  hold(was === is, 'undone, but not as before:', `\n${was}\n${is}`);
}

/** As it stood before, with what the other administrator made for themselves. */
function withTheirs({ editor: { preempted }, scenario: { start } }: Trial, before: Snapshot, now: Snapshot): Snapshot {
  const { mappings, tableStream } = now;
  const consumers = now.consumers.filter(
    ({ name }) => name === 'reader' || before.consumers.some((one) => one.name === name),
  );
  if (preempted === 'role') return { ...before, attached: [...before.attached, endsOf(start).managedPolicy].sort() };
  if (preempted === 'between') return { ...before, consumers, tableStream };
  return preempted === 'mapping' ? { ...before, mappings: mappings.slice(0, 1) } : before;
}

function preemptedGone({ editor: { preempted, switched }, scenario: { start } }: Trial, now: Snapshot): boolean {
  if (preempted === 'between') return !switched && endsOf(start).between?.isThere(now) === false;
  return preempted === 'mapping' && now.mappings.length === 0;
}

/** Nothing of the wire is left that is not others'. */
export function checkRemoved({ world, wireId, editor }: Trial): void {
  const now = snapshot(world);
  for (const [arn, text] of now.policies) {
    if (!editor.edited.has(arn))
      hold(ownIn(text, wireId).length === 0, `removed, and our statement is in ${arn}:`, text);
  }
  hold(now.mappings.length === 0, 'removed, and a mapping is there:', now.mappings);
  hold(!now.grants.some(({ name }) => name?.includes(wireId)), 'removed, and a grant is there:', now.grants);
  hold(![...now.inline.keys()].some((name) => name.includes(wireId)), 'removed, and an inline policy is there');
}

/** Each write is done once for each time the run was set going, and once more for each time nobody heard of it. */
export function checkWrites({ requests }: Trial, plan: Plan, from: number, goings: number): void {
  const writes = requests.slice(from).filter((request) => request.writes);
  const done = writes.filter(({ performed }) => performed);
  const unheard = done.filter(({ told }) => !told).length;
  const most = plan.changes.length * goings + unheard;
  hold(
    done.length <= most,
    `${done.length} writes for ${plan.changes.length} changes:`,
    done.map(({ operation }) => operation),
  );
  hold(writes.length <= 200 * (goings + 1), `${writes.length} attempts to write`);
}

/** A run that is told to stop ends the step it is at, and begins no other. */
export function checkStopped({ begunWhenStopped }: Trial, run: Run): void {
  if (begunWhenStopped === null || run.undoBegunAt !== null) return;
  hold(begun(run) <= begunWhenStopped + 1, `told to stop at ${begunWhenStopped} steps, it went on:`, run.steps);
}

/** What passes soon is waited out: a run fails of nothing that strikes a few times and is over. */
export function checkPatience({ trouble }: Scenario, run: Run | ProblemError): void {
  const { faults, edits, preempting } = trouble;
  const soon = faults.every(
    ({ kind, times, milliseconds = 0 }) => kind !== 'deny' && times !== undefined && milliseconds < 1000,
  );
  if (!soon || edits.length > 0 || preempting !== null || run instanceof ProblemError) return;
  hold(run.state === 'done' || run.state === 'interrupted', 'it did not wait out what passes:', run.steps);
}
