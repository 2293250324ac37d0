'use client';

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { readEvents } from '@/components/ui/read-events';
import type { Inventory, InventoryPiece } from '@/lib/wiring/inventory';
import { beginRound, inventoryOf, withPiece } from './gather-pieces';

const refreshEvery = 15_000;
const drawEvery = 80;

/**
 * Streams, functions, mappings and wires as they are read, read again every 15 s while the page is looked at. What the
 * server read a few seconds ago may come from there; `readAnew` asks AWS.
 */
export function useInventory(region: string | null) {
  const client = useQueryClient();
  const anew = useRef(false);
  const queryKey = ['inventory', region ?? 'all'];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({
        ...(region ? { region } : {}),
        ...(anew.current ? { refresh: 'true' } : {}),
      });
      anew.current = false;
      return readInventory(client, queryKey, asked, signal);
    },
    refetchInterval: refreshEvery,
    staleTime: refreshEvery,
    retry: false,
  });
  const readAnew = () => {
    anew.current = true;
    void query.refetch();
  };
  return { ...query, readAnew };
}

async function readInventory(client: QueryClient, queryKey: string[], asked: URLSearchParams, signal: AbortSignal) {
  let round = beginRound(client.getQueryData<Inventory>(queryKey));
  let drawnAt = 0;
  const take = (piece: InventoryPiece) => {
    round = withPiece(round, piece);
    if (Date.now() - drawnAt < drawEvery) return;
    drawnAt = Date.now();
    client.setQueryData(queryKey, inventoryOf(round));
  };
  await readEvents<InventoryPiece>(`/api/inventory?${asked}`, {}, take, signal);
  return inventoryOf({ ...round, done: true });
}
