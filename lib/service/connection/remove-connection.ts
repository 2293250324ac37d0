import { forgetSessions } from '@/lib/aws/session/open-session';
import { deleteConnection } from '@/lib/store/connections';
import { refusal } from '../http/refuse';
import { forgetInventory } from '../inventory/kept-inventory';
import { isPracticeConnection } from '../practice/practice-connections';
import { getConnection } from './get-connection';

/** Forgets a connection. Nothing in the account changes; the role there is the account's to delete. */
export async function removeConnection(id: string): Promise<void> {
  const connection = await getConnection(id);
  if (isPracticeConnection(id)) throw refusal(409, 'practice-connection', { name: connection.name });
  await deleteConnection(id);
  forgetSessions(id);
  forgetInventory(id, null);
}
