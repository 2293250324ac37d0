import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { practiceConnections, practiceRegion } from '@/lib/sandbox/accounts';
import type { InventoryPlace } from '@/lib/service/inventory/inventory-cache';
import type { Places } from '@/lib/service/inventory/inventory-scope';
import { closeDatabase, database } from '@/lib/store/database';
import type { Connection } from '@/lib/wiring/connection';

/** Where practice accounts answer, and whom to sign as. */
export type Served = { endpoint: string; hub: { accessKeyId: string; secretAccessKey: string; sessionToken: string } };

/** A store in a folder of its own, until `close`. */
export async function openStore(): Promise<{ close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-bench-'));
  process.env.TRIBUTARY_DATA = folder;
  await database();
  return {
    close: async () => {
      await closeDatabase();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The producer and the consumer at one endpoint. `name` tells them from others that this process knew before. */
export function accountsAt(served: Served, name: string): Places {
  Object.assign(globalThis, { tributaryPractice: { endpoint: served.endpoint, hub: served.hub } });
  const places = practiceConnections.map(
    (one): InventoryPlace => ({ connection: connectionOf(one, name), region: practiceRegion }),
  );
  return {
    producers: places,
    consumers: places,
    asOf: 0,
    accounts: new Map(places.map(({ connection }) => [connection.accountId, connection.id])),
  };
}

function connectionOf(one: (typeof practiceConnections)[number], name: string): Connection {
  return {
    id: `${name}-${one.name}`,
    name: one.name,
    accountId: one.accountId,
    roleArn: one.roleArn,
    externalId: one.externalId,
    regions: [practiceRegion],
    mode: 'read-only',
    sandbox: true,
    createdAt: new Date().toISOString(),
    checkedAt: null,
    checkState: 'unchecked',
  };
}
