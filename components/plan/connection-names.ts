import type { Connection } from '@/lib/wiring/connection';

/** Finds the name that a person gave to a connection; its id where the connection is gone. */
export function connectionNames(connections: Connection[]): (connectionId: string) => string {
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
