import type { z } from 'zod';
import { forgetSessions } from '@/lib/aws/session/open-session';
import { allConnections, updateConnectionRow } from '@/lib/store/connections';
import type { Connection } from '@/lib/wiring/connection';
import { refusal } from '../http/refuse';
import { forgetInventory } from '../inventory/kept-inventory';
import { checkRegions, type connectionPatch, roleOf } from './connection-input';
import { getConnection } from './get-connection';

/** Changes what a person may change of a connection: never its external ID, never its account. */
export async function updateConnection(id: string, patch: z.output<typeof connectionPatch>): Promise<Connection> {
  const connection = await getConnection(id);
  const { externalId, ...wanted } = patch;
  if (externalId !== undefined && externalId !== connection.externalId) throw refusal(409, 'external-id-fixed');
  const role = roleOf(wanted.roleArn ?? connection.roleArn);
  if (role.accountId !== connection.accountId) {
    throw refusal(409, 'account-fixed', { account: connection.accountId, other: role.accountId });
  }
  checkRegions(role, wanted.regions ?? connection.regions);
  await refuseTaken(connection, role.text);
  const touchesRole = role.text !== connection.roleArn || (wanted.mode ?? connection.mode) !== connection.mode;
  const changed = await updateConnectionRow(id, {
    ...wanted,
    roleArn: role.text,
    ...(touchesRole ? { checkedAt: null, checkState: 'unchecked' as const } : {}),
  });
  if (changed === null) throw refusal(404, 'no-connection', { id });
  forgetSessions(id);
  forgetInventory(id, changed);
  return changed;
}

async function refuseTaken(connection: Connection, roleArn: string): Promise<void> {
  const taken = (await allConnections()).some(
    (one) => one.id !== connection.id && one.roleArn === roleArn && one.sandbox === connection.sandbox,
  );
  if (taken) throw refusal(409, 'role-connected', { roleArn });
}
