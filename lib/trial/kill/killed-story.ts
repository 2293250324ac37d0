import { afterAll, beforeAll, describe, test } from 'vitest';
import type { CheckedPlanRequest } from '@/lib/service/plan/plan-request';
import { WatchedAccounts } from '@/lib/trial/sandbox/watched-accounts';
import type { Decay } from './decays';
import { DoomedProcess } from './doomed-process';
import type { Deed } from './doomed-server';
import { allGoOn, allTakenBack, type Fleet, killedAtEveryPoint, type Pair, type Trial } from './killed-runs';

/** How wires are made. */
export type Way = Omit<CheckedPlanRequest, 'source' | 'reader'> & { encrypted: boolean };

/** Six moments of each change, and the one before the first. */
const pointsOf = (calls: number) => calls * 6 + 1;

/** Servers that are killed one after the other, each started on what the one before left. */
class KilledStory {
  readonly fleets: Fleet[] = [];
  /** The one whose wires all stand; killed. */
  wired!: DoomedProcess;
  /** The one whose wires are all gone, or mended. */
  last!: DoomedProcess;
  private readonly ways: Record<string, Way>;
  private readonly servers = new Set<DoomedProcess>();

  constructor(ways: Record<string, Way>) {
    this.ways = ways;
  }

  async open(): Promise<void> {
    this.last = this.remember(await DoomedProcess.start(await WatchedAccounts.open()));
    for (const name of Object.keys(this.ways)) {
      const [kept, tried] = [await this.unwired({ way: name }), await this.unwired({ way: name })];
      this.fleets.push({ name, way: name, kept, tried, killed: [] });
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.servers].map((server) => server.forget()));
  }

  readonly wiring = ({ ends }: Pair, { way, over }: Fleet): Deed => {
    const { encrypted: _, ...request } = this.ways[way] as Way;
    const source = { connection: 'practice-producer', arn: ends.stream };
    const reader = { connection: 'practice-consumer', functionArn: ends.function };
    return { do: 'wire', request: { ...request, ...over, source, reader } };
  };

  /** Ends with nothing between them. */
  readonly unwired = async ({ way }: Pick<Fleet, 'way'>): Promise<Pair> => {
    const ends = await this.last.accounts.ends((this.ways[way] as Way).encrypted);
    return { ends, wireId: '', runs: {} };
  };

  /** Ends with a wire that nobody disturbed. */
  readonly newlyWired = async (fleet: Fleet): Promise<Pair> => {
    const pair = await this.unwired(fleet);
    const { id, wireId } = await this.last.carryOut(this.wiring(pair, { ...fleet, over: undefined }));
    this.last.accounts.takeWrites(pair.ends.name);
    return { ...pair, wireId, runs: { wiring: id } };
  };

  /** Starts from the wires as they stand, whatever became of them since. */
  async fromWired(): Promise<void> {
    this.last = this.remember(await this.wired.successor());
  }

  /** Kills the last server at every point of a trial; one successor resumes all, another undoes all. */
  async resumedAndUndone(trial: Trial): Promise<void> {
    const points = await killedAtEveryPoint(this.last, trial);
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

  /** Lets wires decay, each fleet in its way, and answers those that did, with how one more of a fleet is made. */
  async decayed(decays: readonly Decay[]): Promise<{ fleets: Fleet[]; another: (fleet: Fleet) => Promise<Pair> }> {
    const decaysOf = new Map<Fleet, Decay['decay']>();
    for (const { what, way, calls, decay, over, lossy } of decays) {
      const fleet = this.fleets.find(({ name }) => name === way) as Fleet;
      const killed = fleet.killed.slice(0, pointsOf(calls));
      for (const { ends } of [fleet.kept, fleet.tried, ...killed]) await decay(this.last.accounts, ends);
      decaysOf.set({ ...fleet, killed, lossy, over, name: `${way}, ${what}` }, decay);
    }
    const another = async (fleet: Fleet) => {
      const pair = await this.newlyWired(fleet);
      await decaysOf.get(fleet)?.(this.last.accounts, pair.ends);
      return pair;
    };
    return { fleets: [...decaysOf.keys()], another };
  }

  private remember(server: DoomedProcess): DoomedProcess {
    this.servers.add(server);
    return server;
  }

  private async forget(server: DoomedProcess): Promise<void> {
    this.servers.delete(server);
    await server.forget();
  }
}

const undoing =
  (name: string) =>
  ({ runs }: Pair): Deed => ({ do: 'undo', run: runs[name] ?? '' });

/** Kills servers before, during and after every call of every plan of these wires, and between any two writes of its journal. */
export function killsAtEveryPoint(ways: Record<string, Way>, decays: readonly Decay[]): void {
  const story = new KilledStory(ways);
  const timeout = 600_000;
  beforeAll(() => story.open(), timeout);
  afterAll(() => story.close());

  describe('killed before, during and after every call, a server that starts again ends', { timeout }, () => {
    test('a wiring with the wire, or as before', async () => {
      const { fleets, wiring, unwired: another } = story;
      await story.resumedAndUndone({ name: 'wiring', direction: 'forward', fleets, deed: wiring, another });
      // The pairs whose wires were taken back for comparison.
      for (const fleet of fleets) await story.last.carryOut(wiring(fleet.tried, fleet));
      story.wired = story.last;
      await story.wired.kill();
    });

    test('the undo of a wiring as before', async () => {
      await story.fromWired();
      const { fleets } = story;
      await story.resumedAndUndone({ name: 'unwiring', direction: 'backward', fleets, deed: undoing('wiring') });
    });

    test('a removal without the wire, or with it', async () => {
      await story.fromWired();
      const { fleets, newlyWired: another } = story;
      const deed = ({ wireId }: Pair): Deed => ({ do: 'remove', wireId });
      await story.resumedAndUndone({ name: 'removal', direction: 'forward', fleets, deed, another });
    });

    test('the undo of a removal with the wire', async () => {
      const { fleets } = story;
      await story.resumedAndUndone({ name: 'return', direction: 'backward', fleets, deed: undoing('removal') });
    });

    if (decays.length === 0) return;

    test('a repair with the wire mended, or as it was; and the undo of a repair as it was', async () => {
      await story.fromWired();
      const { fleets, another } = await story.decayed(decays);
      await story.resumedAndUndone({ name: 'repair', direction: 'forward', fleets, deed: story.wiring, another });
      await story.resumedAndUndone({ name: 'decline', direction: 'backward', fleets, deed: undoing('repair') });
    });
  });
}
