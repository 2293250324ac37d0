import type { Connection } from '@/lib/wiring/connection';
import { refusal } from '../http/refuse';
import { listConnections } from './list-connections';

/** A connection in use. Throws the problem `no-connection`. */
export async function getConnection(id: string): Promise<Connection> {
  const connection = (await listConnections()).find((one) => one.id === id);
  if (connection === undefined) throw refusal(404, 'no-connection', { id: id.slice(0, 80) });
  return connection;
}
