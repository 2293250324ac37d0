import { afterAll, beforeAll, describe, test } from 'vitest';
import type { CheckedPlanRequest } from '@/lib/service/http/openapi/plan-request';
import { WatchedAccounts } from '@/lib/trial/sandbox/watched-accounts';
import { slow } from '../slow';
import type { Drift } from './drifts';
import { KillableProcess } from './killable-process';
import type { Operation } from './killable-server';
import {
  allGoOn,
  allTakenBack,
  type Cohort,
  type KilledCalls,
  killedAtEveryPoint,
  type Trial,
  type WireUnderTest,
} from './killed-runs';

/** How wires are made. */
export type Variant = Omit<CheckedPlanRequest, 'source' | 'reader'> & { encrypted: boolean };

/** Six moments of each change, and the one before the first. */
const pointsOf = (calls: number) => calls * 6 + 1;

const noCalls = (): KilledCalls => ({ forward: new Set(), backward: new Set() });

/** Servers that are killed one after the other, each started on what the one before left. */
class KilledStory {
  readonly cohorts: Cohort[] = [];
  /** The one whose wires all stand; killed. */
  private wired!: KillableProcess;
  /** The one whose wires are all gone, or mended. */
  last!: KillableProcess;
  private readonly variants: Record<string, Variant>;
  private readonly servers = new Set<KillableProcess>();
  /** How many wires of each cohort a killed run had made when all of them stood. */
  private readonly killedWhenWired = new Map<Cohort, number>();
  private readonly killedCalls = noCalls();

  constructor(variants: Record<string, Variant>) {
    this.variants = variants;
  }

  async open(): Promise<void> {
    this.last = this.remember(await KillableProcess.start(await WatchedAccounts.open()));
    for (const name of Object.keys(this.variants)) {
      const [kept, tried] = [await this.unwired({ variant: name }), await this.unwired({ variant: name })];
      this.cohorts.push({ name, variant: name, kept, tried, killed: [] });
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.servers].map((server) => server.forget()));
  }

  readonly wiring = ({ ends }: WireUnderTest, { variant, over }: Cohort): Operation => {
    const { encrypted: _, ...request } = this.variants[variant] as Variant;
    const source = { connection: 'practice-producer', arn: ends.table ?? ends.stream };
    const reader = { connection: 'practice-consumer', functionArn: ends.function };
    return { do: 'wire', request: { ...request, ...over, source, reader } };
  };

  /** Ends with nothing between them. */
  readonly unwired = async ({ variant }: Pick<Cohort, 'variant'>): Promise<WireUnderTest> => {
    const { encrypted, kind } = this.variants[variant] as Variant;
    const ends = await this.last.accounts.ends(encrypted, kind === 'dynamodb');
    return { ends, wireId: '', runs: {} };
  };

  /** Ends with a wire that nobody disturbed. */
  readonly newlyWired = async (cohort: Cohort): Promise<WireUnderTest> => {
    const wire = await this.unwired(cohort);
    const { id, wireId } = await this.last.carryOut(this.wiring(wire, { ...cohort, over: undefined }));
    this.last.accounts.takeWrites(wire.ends.name);
    return { ...wire, wireId, runs: { wiring: id } };
  };

  /** All wires stand: what comes later may start from here again. */
  async keepWired(): Promise<void> {
    for (const cohort of this.cohorts) this.killedWhenWired.set(cohort, cohort.killed.length);
    this.wired = this.last;
    await this.wired.kill();
  }

  /** Starts from the wires as they stood, whatever became of them since. */
  async fromWired(): Promise<void> {
    for (const cohort of this.cohorts) cohort.killed.splice(this.killedWhenWired.get(cohort) ?? 0);
    this.last = this.remember(await this.wired.successor());
  }

  /**
   * Kills the last server at every point of a trial, or of its calls that no trial before had; one successor resumes
   * all, another undoes all.
   */
  async resumedAndUndone(trial: Trial): Promise<void> {
    const points = await killedAtEveryPoint(this.last, trial, slow ? noCalls() : this.killedCalls);
    const [resumed, undone] = [await this.last.successor(), await this.last.successor()].map((one) =>
      this.remember(one),
    );
    if (!resumed || !undone) return;
    const other = trial.direction === 'forward' ? allTakenBack(undone, points) : allGoOn(undone, points, 'undo');
    const ends = await Promise.allSettled([allGoOn(resumed, points, 'resume'), other]);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    await Promise.all([this.last, undone].map((server) => this.forget(server)));
    this.last = resumed;
  }

  /** Lets wires drift, each cohort in its own way, and answers those that did, with how one more of a cohort is made. */
  async drifted(
    drifts: readonly Drift[],
  ): Promise<{ cohorts: Cohort[]; another: (cohort: Cohort) => Promise<WireUnderTest> }> {
    const driftsOf = new Map<Cohort, Drift['drift']>();
    for (const { what, variant, calls, drift, over, lossy } of drifts) {
      const cohort = this.cohorts.find(({ name }) => name === variant) as Cohort;
      const killed = cohort.killed.slice(0, pointsOf(calls));
      for (const { ends } of [cohort.kept, cohort.tried, ...killed]) await drift(this.last.accounts, ends);
      driftsOf.set({ ...cohort, killed, lossy, over, name: `${variant}, ${what}` }, drift);
    }
    const another = async (cohort: Cohort) => {
      const wire = await this.newlyWired(cohort);
      await driftsOf.get(cohort)?.(this.last.accounts, wire.ends);
      return wire;
    };
    return { cohorts: [...driftsOf.keys()], another };
  }

  private remember(server: KillableProcess): KillableProcess {
    this.servers.add(server);
    return server;
  }

  private async forget(server: KillableProcess): Promise<void> {
    this.servers.delete(server);
    await server.forget();
  }
}

const undoing =
  (name: string) =>
  ({ runs }: WireUnderTest): Operation => ({ do: 'undo', run: runs[name] ?? '' });

/** Kills servers before, during and after every call of every plan of these wires, and between any two writes of its journal. */
export function killsAtEveryPoint(variants: Record<string, Variant>, drifts: readonly Drift[]): void {
  const story = new KilledStory(variants);
  const timeout = 600_000;
  beforeAll(() => story.open(), timeout);
  afterAll(() => story.close());

  describe('killed before, during and after every call, a server that starts again ends', { timeout }, () => {
    test('a wiring with the wire, or as before', async () => {
      const { cohorts, wiring, unwired: another } = story;
      await story.resumedAndUndone({ name: 'wiring', direction: 'forward', cohorts, operation: wiring, another });
      // Those that were taken back for comparison.
      for (const cohort of cohorts) await story.last.carryOut(wiring(cohort.tried, cohort));
      await story.keepWired();
    });

    test('the undo of a wiring as before', async () => {
      await story.fromWired();
      const { cohorts } = story;
      await story.resumedAndUndone({ name: 'unwiring', direction: 'backward', cohorts, operation: undoing('wiring') });
    });

    test('a removal without the wire, or with it', async () => {
      await story.fromWired();
      const { cohorts, newlyWired: another } = story;
      const operation = ({ wireId }: WireUnderTest): Operation => ({ do: 'remove', wireId });
      await story.resumedAndUndone({ name: 'removal', direction: 'forward', cohorts, operation, another });
    });

    test('the undo of a removal with the wire', async () => {
      const { cohorts } = story;
      await story.resumedAndUndone({ name: 'return', direction: 'backward', cohorts, operation: undoing('removal') });
    });

    if (drifts.length === 0) return;

    test('a repair with the wire mended, or as it was; and the undo of a repair as it was', async () => {
      await story.fromWired();
      const { cohorts, another } = await story.drifted(drifts);
      await story.resumedAndUndone({ name: 'repair', direction: 'forward', cohorts, operation: story.wiring, another });
      await story.resumedAndUndone({ name: 'decline', direction: 'backward', cohorts, operation: undoing('repair') });
    });
  });
}
