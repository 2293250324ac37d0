import { findConnection } from '@/lib/store/connections';
import { findPlan } from '@/lib/store/plans';
import { listRuns } from '@/lib/store/runs';
import { findWireRow } from '@/lib/store/wires';
import type { Connection } from '@/lib/wiring/connection';
import type { Kind } from '@/lib/wiring/kind/kind';
import type { Part } from '@/lib/wiring/part';
import type { Plan } from '@/lib/wiring/plan/plan';
import { product } from '@/lib/wiring/product';
import { chosenInPlan, chosenInRow } from '@/lib/wiring/projection';
import type { Rooms } from '@/lib/wiring/rooms';
import type { Chosen } from '@/lib/wiring/view';
import { listConnections } from '../connection/list-connections';
import { refusal } from '../http/refuse';

/** Who acts for a part of a wire; `null` where no connection reaches its account. */
export type ConnectionFor = (part: Pick<Part, 'half' | 'place'>) => Connection | null;

/** A wire to look at. */
export type WireToRead = { id: string; kind: Kind; chosen: Chosen; connectionFor: ConnectionFor };

/** A wire by its id: as it was seen last, or as the newest plan for it says. Throws the problem `no-wire`. */
export async function findWire(id: string, rooms: Rooms = product): Promise<WireToRead> {
  const found = (await seenWire(id)) ?? (await runWire(id));
  const kind = rooms.kinds.find((one) => one.id === found?.kind);
  if (!found || !kind) throw refusal(404, 'no-wire', { id: id.slice(0, 80) });
  const connections = await listConnections();
  return { id, kind, chosen: found.chosen, connectionFor: ({ place }) => reaching(connections, place) };
}

type Found = { kind: string; chosen: Chosen };

async function seenWire(id: string): Promise<Found | null> {
  const row = await findWireRow(id);
  return row && { kind: row.kind, chosen: chosenInRow(row) };
}

async function runWire(id: string): Promise<Found | null> {
  const [run] = await listRuns({ wireId: id, limit: 1 });
  const plan = run && (await findPlan(run.planId));
  return plan ? { kind: plan.kind, chosen: chosenInPlan(plan) } : null;
}

/** The wire that a plan is for, reached through the connections that the plan names. */
export async function plannedWire(plan: Plan, rooms: Rooms = product): Promise<WireToRead | null> {
  const kind = rooms.kinds.find(({ id }) => id === plan.kind);
  if (!kind) return null;
  const [producer, consumer, others] = await Promise.all([
    findConnection(plan.source.connection),
    findConnection(plan.reader.connection),
    listConnections(),
  ]);
  const chosen = { ...chosenInPlan(plan), role: plan.reader.roleArn };
  return { id: plan.wireId, kind, chosen, connectionFor: between(producer, consumer, others) };
}

/** The connection to an account; one that may change goes before one that may only read. */
function reaching(connections: readonly Connection[], place: Part['place']): Connection | null {
  const able = connections.filter((one) => one.accountId === place.accountId);
  const inRegion = able.filter((one) => place.region === '' || one.regions.includes(place.region));
  const candidates = inRegion.length > 0 ? inRegion : able;
  return candidates.find((one) => one.mode === 'may-change') ?? candidates[0] ?? null;
}

/** Who acts for the parts of a wire between two connections that a person named; others are looked for. */
export function between(
  producer: Connection | null,
  consumer: Connection | null,
  others: readonly Connection[] = [],
): ConnectionFor {
  return ({ half, place }) => {
    const own = half === 'producer' ? producer : consumer;
    if (own?.accountId === place.accountId) return own;
    return own === null && others.length === 0 ? null : reaching(others, place);
  };
}
