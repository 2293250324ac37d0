import { randomUUID } from 'node:crypto';
import { and, eq, inArray, lt, notExists, sql } from 'drizzle-orm';
import { activeStates, type Run, type RunHolder, type RunState } from '@/lib/wiring/run';
import { type Database, database, type Transaction } from './database';
import { holderOf, insertRun } from './runs';
import { claims, leases, runs } from './schema';

/** How long a run stays somebody's without being heard of. A call to AWS that is under way ends within it. */
const leaseSeconds = 30;

/** The run was taken from whoever wrote this: by another instance, or because nothing was heard for too long. */
export class LeaseLost extends Error {
  constructor(runId: string) {
    super(`The run ${runId} is not this instance's any more.`);
    this.name = 'LeaseLost';
  }
}

/** Names the hold on a run: whoever has the token may write its journal. */
export type Lease = { runId: string; token: string };

/** A run at work on something that another run asks for. */
export type Holding = { resource: string; runId: string; wireId: string; holder: RunHolder };

/** Who asks for a run: the instance's name and the address a person asked from. */
export type Asker = { instance: string; client: string | null };

export type Claimed =
  | { claimed: true; lease: Lease }
  | { claimed: false; held: Holding }
  /** The run was in another state than those it may be taken from. */
  | { claimed: false; state: RunState | null };

const now = sql`clock_timestamp()`;
const leaseEnd = sql`clock_timestamp() + make_interval(secs => ${sql.raw(String(leaseSeconds))})`;

/** Writes a new run down and holds all of `resources` for it, or does nothing at all. */
export function startRun(run: Run, resources: readonly string[], asker: Asker): Promise<Claimed> {
  return claiming(async (tx) => {
    const held = await holdingOf(tx, resources);
    if (held) return { claimed: false, held };
    await insertRun(run, tx);
    return { claimed: true, lease: await hold(tx, run.id, resources, asker) };
  });
}

/** Takes a run up again that is in one of `from`, with all of `resources`, or does nothing at all. */
export function takeRun(
  id: string,
  move: { from: readonly RunState[]; to: RunState },
  resources: readonly string[],
  asker: Asker,
): Promise<Claimed> {
  return claiming(async (tx) => {
    const [run] = await tx.select({ state: runs.state }).from(runs).where(eq(runs.id, id));
    if (!run || !move.from.includes(run.state)) return { claimed: false, state: run?.state ?? null };
    const held = await holdingOf(tx, resources);
    if (held) return { claimed: false, held };
    const begun = move.to === 'undoing' ? { undoBegunAt: sql`coalesce(${runs.undoBegunAt}, ${now})` } : {};
    await tx
      .update(runs)
      .set({ state: move.to, endedAt: null, ...begun })
      .where(eq(runs.id, id));
    return { claimed: true, lease: await hold(tx, id, resources, asker) };
  });
}

/** Who is at work on any of these now; a claim may still find it otherwise. */
export function findHolding(resources: readonly string[]): Promise<Holding | null> {
  return alone(async (tx) => {
    await sweepIn(tx);
    return holdingOf(tx, resources);
  });
}

/** Says that the run is still at work. Throws `LeaseLost`; answers whether somebody asked it to stop. */
export async function renewLease(lease: Lease): Promise<{ stopAsked: boolean }> {
  return renewIn(await database(), lease);
}

/** The same within a transaction: what is written after it is written by the run's holder only. */
export async function renewIn(tx: Database | Transaction, { runId, token }: Lease): Promise<{ stopAsked: boolean }> {
  const [renewed] = await tx
    .update(leases)
    .set({ until: leaseEnd })
    .where(and(eq(leases.runId, runId), eq(leases.token, token)))
    .returning({ stopAsked: leases.stopAsked });
  if (!renewed) throw new LeaseLost(runId);
  return renewed;
}

/** Asks whoever works on a run to stop at the next safe point. */
export async function askToStop(runId: string): Promise<void> {
  const db = await database();
  await db.update(leases).set({ stopAsked: true }).where(eq(leases.runId, runId));
}

/** Marks every run as interrupted of which nothing was heard for too long, by the database's clock. Answers their ids. */
export function sweepLeases(): Promise<string[]> {
  return alone(sweepIn);
}

/** Marks every run under way as interrupted. Right only where no other process can be at work on this store. */
export function interruptAll(): Promise<string[]> {
  return alone(async (tx) => {
    await tx.delete(leases);
    return sweepIn(tx);
  });
}

async function sweepIn(tx: Transaction): Promise<string[]> {
  // Whoever is writing at this moment is alive.
  const silent = tx
    .select({ runId: leases.runId })
    .from(leases)
    .where(lt(leases.until, now))
    .for('update', { skipLocked: true });
  await tx.delete(leases).where(inArray(leases.runId, silent));
  const leased = tx.select({ one: sql`1` }).from(leases).where(eq(leases.runId, runs.id));
  const left = await tx
    .update(runs)
    .set({ state: 'interrupted', endedAt: now })
    .where(and(inArray(runs.state, [...activeStates]), notExists(leased)))
    .returning({ id: runs.id });
  return left.map(({ id }) => id);
}

/** A claim, with what a run held that is gone free by then. */
function claiming(claim: (tx: Transaction) => Promise<Claimed>): Promise<Claimed> {
  return alone(async (tx) => {
    await sweepIn(tx);
    return claim(tx);
  });
}

/** One at a time, over all instances. */
async function alone<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const db = await database();
  return db.transaction(async (tx) => {
    await tx.execute(sql`lock table ${claims} in share row exclusive mode`);
    return work(tx);
  });
}

async function holdingOf(tx: Transaction, resources: readonly string[]): Promise<Holding | null> {
  const [held] = await tx
    .select({ resource: claims.resource, runId: runs.id, wireId: runs.wireId, lease: leases })
    .from(claims)
    .innerJoin(leases, eq(leases.runId, claims.runId))
    .innerJoin(runs, eq(runs.id, claims.runId))
    .where(inArray(claims.resource, [...resources]))
    .orderBy(claims.resource)
    .limit(1);
  if (!held) return null;
  const { lease, ...rest } = held;
  return { ...rest, holder: holderOf(lease) };
}

async function hold(tx: Transaction, runId: string, resources: readonly string[], asker: Asker): Promise<Lease> {
  const token = randomUUID();
  await tx.insert(leases).values({ runId, token, ...asker, since: now, until: leaseEnd });
  await tx.insert(claims).values(resources.map((resource) => ({ resource, runId })));
  return { runId, token };
}
