import { randomUUID } from 'node:crypto';
import type { Asker, Claimed, Holding, Lease } from '@/lib/store/leases';
import type { Connection } from '@/lib/wiring/connection';
import type { Plan } from '@/lib/wiring/plan/plan';
import { chosenOf } from '@/lib/wiring/projection';
import { isActive, type Run, type RunState, type RunStep } from '@/lib/wiring/run';
import type { Chosen } from '@/lib/wiring/view';
import type { Wire } from '@/lib/wiring/wire';

type Held = Asker & { token: string; since: string; until: number; stopAsked: boolean; resources: readonly string[] };

const leaseSeconds = 30;

class LeaseLost extends Error {}

const connections = new Map<string, string>();
const plans = new Map<string, string>();
const wires = new Map<string, string>();
const runs = new Map<string, string>();
const leases = new Map<string, Held>();

export function emptyStore(): void {
  for (const table of [connections, plans, wires, runs, leases]) table.clear();
}

/** As the database keeps JSON: without an order of keys. */
function kept(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

function taken<T>(text: string | undefined): T | null {
  return text === undefined ? null : (JSON.parse(text) as T);
}

const now = () => new Date().toISOString();

/** Stands in for `lib/store/connections`. */
export const connectionTable = {
  allConnections: async () => [...connections.values()].map((text) => JSON.parse(text) as Connection),
  findConnection: async (id: string) => taken<Connection>(connections.get(id)),
  async insertConnection(connection: Connection) {
    connections.set(connection.id, kept(connection));
    return true;
  },
  async updateConnectionRow(id: string, patch: Partial<Connection>): Promise<Connection | null> {
    const connection = taken<Connection>(connections.get(id));
    if (connection) connections.set(id, kept({ ...connection, ...patch }));
    return taken(connections.get(id));
  },
  deleteConnection: async (id: string) => void connections.delete(id),
};

/** Stands in for `lib/store/plans`. */
export const planTable = {
  async insertPlan(plan: Plan) {
    plans.set(plan.id, kept(plan));
  },
  findPlan: async (id: string) => taken<Plan>(plans.get(id)),
  findPlanEnds: async (ids: readonly string[]) => ids.flatMap((id) => taken<Plan>(plans.get(id)) ?? []),
};

/** Stands in for `lib/store/wires`: a wire that was seen is found again, and since when it stands so nobody knows. */
export const wireTable = {
  findWireRow: async (id: string) => taken<WireRow>(wires.get(id)),
  noteWires: async (seen: readonly Wire[]) => noted(seen),
  observeWires: async (seen: readonly Wire[]) => noted(seen),
};

type WireRow = Pick<Wire, 'id' | 'kind' | 'sourceArn' | 'readerArn'> & { chosen: Chosen };

function noted(seen: readonly Wire[]): Map<string, string> {
  for (const wire of seen) {
    const { id, kind, sourceArn, readerArn } = wire;
    wires.set(id, kept({ id, kind, sourceArn, readerArn, chosen: chosenOf(wire) }));
  }
  return new Map();
}

/** Stands in for `lib/store/runs`. */
export const runTable = {
  async listRunsOfWires(wireIds: readonly string[]): Promise<Run[]> {
    const all = [...runs.values()].map((text) => JSON.parse(text) as Run);
    return all
      .filter(({ wireId }) => wireIds.includes(wireId))
      .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  },
  async wiresWithRuns() {
    const all = [...runs.values()].map((text) => JSON.parse(text) as Run);
    return [...new Set(all.map(({ wireId }) => wireId))].map((wireId) => {
      const own = all.filter((run) => run.wireId === wireId);
      return { wireId, at: JSON.stringify(own), active: own.some(({ state }) => isActive(state)) };
    });
  },
  insertRun: async (run: Run) => void runs.set(run.id, kept(run)),
  async findRun(id: string): Promise<Run | null> {
    const run = taken<Run>(runs.get(id));
    if (run) delete run.holder;
    const lease = leases.get(id);
    return run && lease
      ? { ...run, holder: { instance: lease.instance, client: lease.client, since: lease.since } }
      : run;
  },
  async listRuns({ wireId }: { wireId?: string } = {}): Promise<Run[]> {
    return everyRun().filter((run) => wireId === undefined || run.wireId === wireId);
  },
  async lastRunOf(planId: string): Promise<string | null> {
    return everyRun().find((run) => run.planId === planId)?.id ?? null;
  },
  async listRunsBetween(sourceArn: string, roleArn: string, wireId: string): Promise<Run[]> {
    return everyRun().filter((run) => {
      const plan = taken<Plan>(plans.get(run.planId));
      return run.wireId === wireId || (plan?.source.arn === sourceArn && plan.reader.roleArn === roleArn);
    });
  },
  async listRunsOfRole(accountId: string, roleName: string): Promise<Run[]> {
    return everyRun().filter(({ steps }) =>
      steps.some(
        ({ change: { call, place } }) =>
          'roleName' in call && call.roleName === roleName && place.accountId === accountId,
      ),
    );
  },
};

function everyRun(): Run[] {
  const all = [...runs.values()].map((text) => JSON.parse(text) as Run);
  return all.reverse().sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
}

function change(id: string, patch: (run: Run) => void): void {
  const run = taken<Run>(runs.get(id));
  if (!run) return;
  patch(run);
  runs.set(id, kept(run));
}

function renewed({ runId, token }: Lease): { stopAsked: boolean } {
  const held = leases.get(runId);
  if (held?.token !== token) throw new LeaseLost(runId);
  held.until = Date.now() + leaseSeconds * 1000;
  return { stopAsked: held.stopAsked };
}

function sweep(): string[] {
  for (const [id, { until }] of leases) if (until < Date.now()) leases.delete(id);
  const left = everyRun().filter(({ id, state }) => isActive(state) && !leases.has(id));
  for (const { id } of left) change(id, (run) => Object.assign(run, { state: 'interrupted', endedAt: now() }));
  return left.map(({ id }) => id);
}

/** Stands in for the one of `lib/trial/store/staged-run`. */
export async function fallSilent(runId: string): Promise<void> {
  const held = leases.get(runId);
  if (held) held.until = Date.now() - 1000;
}

function hold(runId: string, resources: readonly string[], asker: Asker): Claimed {
  const token = randomUUID();
  const since = now();
  leases.set(runId, { ...asker, token, since, until: Date.now() + leaseSeconds * 1000, stopAsked: false, resources });
  return { claimed: true, lease: { runId, token } };
}

function holding(resources: readonly string[]): Holding | null {
  for (const [runId, held] of leases) {
    const resource = held.resources.find((one) => resources.includes(one));
    if (resource === undefined) continue;
    const { instance, client, since } = held;
    const wireId = taken<Run>(runs.get(runId))?.wireId ?? '';
    return { resource, runId, wireId, holder: { instance, client, since } };
  }
  return null;
}

/** Stands in for `lib/store/leases`. */
export const leaseTable = {
  leaseSeconds,
  LeaseLost,
  async startRun(run: Run, resources: readonly string[], asker: Asker): Promise<Claimed> {
    sweep();
    const other = holding(resources);
    if (other) return { claimed: false, held: other };
    runs.set(run.id, kept(run));
    return hold(run.id, resources, asker);
  },
  async takeRun(
    id: string,
    { from, to }: { from: readonly RunState[]; to: RunState },
    resources: readonly string[],
    asker: Asker,
  ): Promise<Claimed> {
    sweep();
    const run = taken<Run>(runs.get(id));
    if (!run || !from.includes(run.state)) return { claimed: false, state: run?.state ?? null };
    const other = holding(resources);
    if (other) return { claimed: false, held: other };
    change(id, (one) =>
      Object.assign(one, {
        state: to,
        endedAt: null,
        ...(to === 'undoing' ? { undoBegunAt: one.undoBegunAt ?? now() } : {}),
      }),
    );
    return hold(id, resources, asker);
  },
  async findHolding(resources: readonly string[]): Promise<Holding | null> {
    sweep();
    return holding(resources);
  },
  renewLease: async (lease: Lease) => renewed(lease),
  sweepLeases: async () => sweep(),
  async askToStop(runId: string) {
    const held = leases.get(runId);
    if (held) held.stopAsked = true;
  },
};

/** Stands in for `lib/store/journal`. */
export const journalTable = {
  async saveStep(lease: Lease, step: RunStep): Promise<void> {
    renewed(lease);
    change(lease.runId, (run) => {
      run.steps = run.steps.map((one) => (one.change.id === step.change.id ? step : one));
    });
  },
  async saveRunState(lease: Lease, state: RunState, endedAt: string | null): Promise<void> {
    renewed(lease);
    change(lease.runId, (run) => Object.assign(run, { state, endedAt }));
    if (!isActive(state)) leases.delete(lease.runId);
  },
};
