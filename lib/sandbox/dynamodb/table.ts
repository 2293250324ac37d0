import type { TableStatus } from '@aws-sdk/client-dynamodb';
import type { World } from '../world';
import { dynamoState, type Table } from './dynamodb-state';

type Place = { accountId: string; region: string };

export function statusOf({ change }: Table, now: number): TableStatus {
  return change && now < change.until ? change.status : 'ACTIVE';
}

export function tableNamed(world: World, place: Place & { table: string }, now: number): Table | undefined {
  const { tables } = dynamoState(world, place.accountId, place.region);
  const table = tables.get(place.table);
  const gone = table?.change?.status === 'DELETING' && now >= table.change.until;
  if (gone) tables.delete(place.table);
  return gone ? undefined : table;
}

/** The tables of one account and Region by name, without those whose deletion has completed. */
export function tablesOf(world: World, place: Place, now: number): Table[] {
  const names = [...dynamoState(world, place.accountId, place.region).tables.keys()].sort();
  return names.flatMap((table) => tableNamed(world, { ...place, table }, now) ?? []);
}
