import { vi } from 'vitest';
import { forgetSessions } from '@/lib/aws/session/open-session';
import { multiplyRates } from '@/lib/aws/session/rate-limit';
import type { Clock } from '@/lib/sandbox/clock';
import { faultsOf } from '@/lib/sandbox/faults';
import type { World } from '@/lib/sandbox/world';
import { listConnections } from '@/lib/service/connection/list-connections';
import { ProblemError } from '@/lib/service/http/problem-error';
import { applyPlan } from '@/lib/service/plan/apply-plan';
import { planWire } from '@/lib/service/plan/plan-wire';
import { removeWire } from '@/lib/service/plan/remove-wire';
import { getRun } from '@/lib/service/run/get-run';
import { resumeRun } from '@/lib/service/run/resume-run';
import { type LiveRun, liveRuns } from '@/lib/service/run/run-feed';
import { undoRun } from '@/lib/service/run/undo-run';
import { watchRun } from '@/lib/service/run/watch-run';
import { pause } from '@/lib/service/server/pause';
import { type Exchange, openUnserved } from '@/lib/trial/sandbox/unserved-practice';
import type { Plan } from '@/lib/wiring/plan/plan';
import { isActive, type Run } from '@/lib/wiring/run';
import { makeEnds, wireOf } from './accounts';
import { Administrators, reader } from './administrators';
import { ConcurrentEditor } from './concurrent-editor';
import { endsOf } from './ends/all-ends';
import { randomFrom } from './random-text';
import { type Request, requestOf } from './requests';
import type { Scenario } from './scenario';
import { stable } from './snapshot';
import { emptyStore } from './store-in-memory';
import type { Edit, Preempting } from './trouble';
import { passing, stopTime } from './virtual-time';

/** One scenario on accounts of its own, under a clock that only its own waiting moves. */
export class Trial {
  readonly scenario: Scenario;
  readonly wireId: string;
  readonly requests: Request[] = [];
  /** Edits that fell between Tributary's last look at a policy and its write: nothing in AWS tells of them. */
  readonly unseen = new Set<number>();
  world!: World;
  admin!: Administrators;
  keyArn: string | null = null;
  editor!: ConcurrentEditor;
  /** Writes of `unseen` that are yet to take effect. */
  private blind: Exchange[] = [];
  private troubled = false;
  private asked = 0;
  /** How many requests there were for each policy and table since the trouble began. */
  private readonly turns = new Map<string, number>();
  /** How many requests had gone out when the trouble began. */
  begunAt = 0;
  /** How many steps had begun when the run was told to stop on its way forward. */
  begunWhenStopped: number | null = null;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.wireId = wireOf(scenario.start);
  }

  async open(): Promise<void> {
    stopTime();
    const random = randomFrom(this.scenario.seed);
    vi.spyOn(Math, 'random').mockImplementation(random);
    multiplyRates(1);
    for (const id of ['practice-producer', 'practice-consumer']) forgetSessions(id);
    emptyStore();
    const { scale } = this.scenario.start;
    const clock: Clock = { scale, now: () => Date.now(), after: (seconds) => Date.now() + seconds * 1000 * scale };
    this.world = await openUnserved(clock, false, {
      before: (exchange) => this.before(exchange),
      after: (exchange) => this.after(exchange),
    });
    this.admin = new Administrators(this.world);
    this.keyArn = (await makeEnds(this.admin, this.scenario.start)).keyArn;
    await passing(listConnections());
    this.watchOthers();
  }

  /** From now on the other administrator keeps account of what is theirs. */
  watchOthers(): void {
    this.editor = new ConcurrentEditor(this);
  }

  plan(settings: { batchSize?: number } = {}): Promise<Plan> {
    const { kind, keyGrant, roleGrant } = this.scenario.start;
    const source = { connection: 'practice-producer', arn: endsOf({ kind }).source };
    const to = { connection: 'practice-consumer', functionArn: reader };
    return passing(planWire({ kind, source, reader: to, settings, keyGrant, roleGrant }));
  }

  removal(): Promise<Plan> {
    return passing(removeWire(this.wireId));
  }

  begin(plan: Plan): Promise<Run | ProblemError> {
    return this.settled(() => applyPlan(plan.id));
  }

  goOn(run: Run, how: 'resume' | 'undo'): Promise<Run | ProblemError> {
    return this.settled(() => (how === 'resume' ? resumeRun(run.id) : undoRun(run.id)));
  }

  begins(): void {
    const { faults, seed } = this.scenario.trouble;
    this.troubled = true;
    this.asked = 0;
    this.turns.clear();
    this.begunAt = this.requests.length;
    faultsOf(this.world).switchTo(faults, seed);
  }

  ends(): void {
    this.troubled = false;
    faultsOf(this.world).clear();
  }

  /** Lets whatever AWS is still about come to an end. */
  rest(seconds = 60): Promise<void> {
    return passing(pause(seconds * 1000));
  }

  private async settled(go: () => Promise<string>): Promise<Run | ProblemError> {
    try {
      const id = await passing(go());
      await passing(watchRun(id, () => undefined, new AbortController().signal));
      const run = await passing(getRun(id));
      if (isActive(run.state)) throw new Error(`The run is still ${run.state}.`);
      return run;
    } catch (error) {
      if (error instanceof ProblemError) return error;
      throw error;
    }
  }

  private async before(exchange: Exchange): Promise<void> {
    this.noteUnseen();
    if (!this.troubled) return;
    const { edits, interruptAt } = this.scenario.trouble;
    const live = liveRuns();
    if (live.length > 0) this.asked += 1;
    if (this.asked === interruptAt) for (const one of live) this.stop(one);
    const { policyOf, table, operation } = requestOf(exchange);
    await this.preempt(operation);
    const about = policyOf === null ? table : stable(policyOf);
    if (about !== null) await this.edit(about, edits);
    if (!this.comesTooLate(exchange)) return;
    this.unseen.add(exchange.number);
    this.blind.push(exchange);
  }

  private stop({ run, stop }: LiveRun): void {
    if (run.undoBegunAt === null) this.begunWhenStopped = begun(run);
    stop.abort();
  }

  /** Whoever is to make something before Tributary does so now, unless it has tried already: then it is its own. */
  private async preempt(operation: string): Promise<void> {
    const { preempting } = this.scenario.trouble;
    if (preempting === null || this.scenario.intent !== 'wire') return;
    const { look, write } = this.lookAndWrite(preempting.what) ?? {};
    if (look === undefined || operation !== look) return;
    const turn = (this.turns.get(look) ?? 0) + 1;
    this.turns.set(look, turn);
    const tried = this.requests.slice(this.begunAt).some((request) => request.operation === write);
    if (turn !== preempting.at || tried) return;
    await this.editor.preempt(preempting.what);
  }

  /** How Tributary looks for what somebody makes before it does, and how it makes it. */
  private lookAndWrite(what: Preempting['what']): { look: string; write: string } | null {
    if (what === 'between') return endsOf(this.scenario.start).between;
    return what === 'role'
      ? { look: 'ListAttachedRolePolicies', write: 'AttachRolePolicy' }
      : { look: 'ListEventSourceMappings', write: 'CreateEventSourceMapping' };
  }

  /** Whoever edits this policy or switches this table's stream at its next request does so now. */
  private async edit(about: string, edits: readonly Edit[]): Promise<void> {
    const turn = (this.turns.get(about) ?? 0) + 1;
    this.turns.set(about, turn);
    for (const edit of edits.filter(({ at, on }) => at === turn && this.editor.nameOf(on) === about)) {
      const lost = this.missing();
      if (lost.length > 0) throw new Error(`lost before an edit: ${lost.join('\n')}`);
      await this.editor.edit(edit, this.requests.length);
    }
  }

  private after(exchange: Exchange): void {
    this.requests.push(requestOf(exchange));
    this.noteUnseen();
  }

  /** Statements of others that somebody lost, but for what AWS lets nobody see. */
  missing(): string[] {
    this.noteUnseen();
    return this.editor.missing();
  }

  /** What is done may be answered much later, or never. */
  private noteUnseen(): void {
    const done = this.blind.filter(({ performed }) => performed !== null);
    if (done.length === 0) return;
    this.blind = this.blind.filter(({ performed }) => performed === null);
    this.editor.note();
  }

  /** A write right after a look at the policy that somebody edited in between: AWS lets nobody see that. */
  private comesTooLate(exchange: Exchange): boolean {
    const { policyOf, writes } = requestOf(exchange);
    // A write that names the revision it replaces is refused.
    if (policyOf === null || !writes || policyOf.includes(':dynamodb:')) return false;
    const lastAt = this.requests.findLastIndex((request) => request.policyOf === policyOf);
    const last = this.requests[lastAt];
    const editedAt = this.editor.edited.get(stable(policyOf)) ?? -1;
    return last !== undefined && !last.writes && last.told && editedAt > lastAt;
  }
}

/** Steps of which a call may have gone out. */
export function begun({ steps }: Run): number {
  return steps.filter(({ begunAt }) => begunAt).length;
}
