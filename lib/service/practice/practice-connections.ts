import type { Practice } from '@/lib/sandbox/practice';
import { findConnection, insertConnection, updateConnectionRow } from '@/lib/store/connections';
import type { Connection } from '@/lib/wiring/connection';

const names: Record<string, string> = { producer: 'orders-platform', consumer: 'analytics' };

const seeded = new WeakSet<Practice>();

/** The id of a connection that came with the practice accounts. */
export function isPracticeConnection(id: string): boolean {
  return id.startsWith('practice-');
}

/** Puts the practice accounts' own connections into the store, once for each start of theirs. */
export async function seedPracticeConnections(practice: Practice): Promise<void> {
  if (seeded.has(practice)) return;
  for (const one of practice.connections) {
    const connection: Connection = {
      id: `practice-${one.name}`,
      name: names[one.name] ?? one.name,
      accountId: one.accountId,
      roleArn: one.roleArn,
      externalId: one.externalId,
      regions: one.regions,
      mode: one.access,
      sandbox: true,
      createdAt: new Date().toISOString(),
      checkedAt: null,
      checkState: 'unchecked',
    };
    const stored = await findConnection(connection.id);
    if (stored === null) await insertConnection(connection);
    else if (stored.externalId !== one.externalId) await updateConnectionRow(stored.id, { externalId: one.externalId });
  }
  seeded.add(practice);
}
