import { z } from 'zod';
import type { Connection } from '@/lib/wiring/connection';
import { listConnections } from '../connection/list-connections';
import { refusal } from '../http/refuse';
import type { InventoryPlace } from './inventory-cache';
import { timesForgotten } from './kept-inventory';

/**
 * `producer` and `consumer` are ids of connections; what is left out means all of them, and all their Regions. `after`
 * is what the last piece of an event stream called `next`.
 */
export type InventoryScope = {
  region?: string;
  producer?: string;
  consumer?: string;
  refresh?: boolean;
  after?: string;
};

const asked = z.object({
  region: z.optional(z.string()),
  producer: z.optional(z.string()),
  consumer: z.optional(z.string()),
  refresh: z.optional(z.string()),
  after: z.optional(z.string()),
});

export function scopeOf(parameters: URLSearchParams): InventoryScope {
  const { refresh, region, producer, consumer, after } = asked.parse(Object.fromEntries(parameters));
  return {
    region: region === 'all' ? undefined : region || undefined,
    producer: producer || undefined,
    consumer: consumer || undefined,
    after: after || undefined,
    refresh: refresh !== undefined && refresh !== 'false' && refresh !== '0',
  };
}

/** Two connections to one account would show everything twice. */
function oneForEachAccount(places: InventoryPlace[]): InventoryPlace[] {
  const seen = new Map(places.toReversed().map((place) => [`${place.connection.accountId} ${place.region}`, place]));
  return places.filter((place) => seen.get(`${place.connection.accountId} ${place.region}`) === place);
}

export type Places = {
  producers: InventoryPlace[];
  consumers: InventoryPlace[];
  /** Account id to connection id, of every connection. */
  accounts: Map<string, string>;
  /** What was forgotten after this moment may be another connection than it is here. */
  asOf: number;
};

/** Where to look. Throws `no-connection` or `region-not-connected`. */
export async function placesOf(scope: InventoryScope): Promise<Places> {
  const asOf = timesForgotten();
  const connections = await listConnections();
  const inScope = (id: string | undefined) => {
    const chosen = connections.filter((connection) => id === undefined || connection.id === id);
    if (id !== undefined && chosen.length === 0) throw refusal(404, 'no-connection', { id: id.slice(0, 80) });
    const places = chosen.flatMap((connection) =>
      connection.regions
        .filter((region) => scope.region === undefined || region === scope.region)
        .map((region) => ({ connection, region })),
    );
    return oneForEachAccount(places);
  };
  const producers = inScope(scope.producer);
  const consumers = inScope(scope.consumer);
  if (scope.region !== undefined && producers.length + consumers.length === 0 && connections.length > 0) {
    throw refusal(400, 'region-not-connected', { region: scope.region.slice(0, 40) });
  }
  const accounts = new Map(connections.map((connection) => [connection.accountId, connection.id]));
  return { producers, consumers, accounts, asOf };
}

/** The same places where these connections are as they are now (`null`: removed), without those that they have no more. */
export function placesNow(
  { producers, consumers, accounts, asOf }: Places,
  changed: ReadonlyMap<string, Connection | null>,
): Places {
  const now = (places: InventoryPlace[]) =>
    places.flatMap(({ connection: before, region }) => {
      const connection = changed.has(before.id) ? changed.get(before.id) : before;
      return connection?.regions.includes(region) ? [{ connection, region }] : [];
    });
  return {
    producers: now(producers),
    consumers: now(consumers),
    accounts: new Map([...accounts].filter(([, id]) => changed.get(id) !== null)),
    asOf,
  };
}
