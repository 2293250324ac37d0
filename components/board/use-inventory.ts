'use client';

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { readEvents } from '@/components/ui/read-events';
import type { InventoryPiece } from '@/lib/wiring/inventory';
import { type Gathered, Round } from './gather-pieces';

const refreshEvery = 15_000;

/** How long pieces are gathered before they are drawn, in milliseconds: soon at first, then seldom enough to work on. */
const drawAfter = { first: 40, most: 1_000 };

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
      const before = client.getQueryData<Gathered>(queryKey);
      const asked = new URLSearchParams({
        ...(region ? { region } : {}),
        ...(anew.current ? { refresh: 'true' } : {}),
        ...(before?.next ? { after: before.next } : {}),
      });
      anew.current = false;
      return readInventory(client, queryKey, asked, new Round(before), signal);
    },
    // Comparing thousands of things to keep those that are the same costs more than drawing them.
    structuralSharing: false,
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

async function readInventory(
  client: QueryClient,
  queryKey: string[],
  asked: URLSearchParams,
  round: Round,
  signal: AbortSignal,
): Promise<Gathered> {
  let wait = drawAfter.first;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    timer = undefined;
    wait = Math.min(drawAfter.most, wait * 1.25);
    client.setQueryData(queryKey, round.inventory());
  };
  const take = (piece: InventoryPiece) => {
    round.take(piece);
    if (piece.piece !== 'done') timer ??= setTimeout(draw, wait);
  };
  try {
    await readEvents<InventoryPiece>(`/api/inventory?${asked}`, {}, take, signal);
  } finally {
    clearTimeout(timer);
  }
  return round.inventory();
}
