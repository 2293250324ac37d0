'use client';

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { readEvents } from '@/components/ui/read-events';
import type { Inventory, InventoryPiece } from '@/lib/wiring/inventory';
import { beginRound, inventoryOf, withPiece } from './gather-pieces';

const refreshEvery = 15_000;
const drawEvery = 80;

/** Streams, functions, mappings and wires as they are read, read again every 15 s while the page is looked at. */
export function useInventory(region: string | null) {
  const client = useQueryClient();
  const queryKey = ['inventory', region ?? 'all'];
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => readInventory(client, queryKey, region, signal),
    refetchInterval: refreshEvery,
    staleTime: refreshEvery,
    retry: false,
  });
}

async function readInventory(client: QueryClient, queryKey: string[], region: string | null, signal: AbortSignal) {
  let round = beginRound(client.getQueryData<Inventory>(queryKey));
  let drawnAt = 0;
  const take = (piece: InventoryPiece) => {
    round = withPiece(round, piece);
    if (Date.now() - drawnAt < drawEvery) return;
    drawnAt = Date.now();
    client.setQueryData(queryKey, inventoryOf(round));
  };
  const where = region ? `?region=${encodeURIComponent(region)}` : '';
  await readEvents<InventoryPiece>(`/api/inventory${where}`, {}, take, signal);
  return inventoryOf({ ...round, done: true });
}
