'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { readEvents } from '@/components/ui/read-events';
import type { InventoryPiece } from '@/lib/wiring/inventory';
import { type Listing, noListing, withPiece } from './listing';

type Done = Extract<InventoryPiece, { piece: 'done' }>;

/**
 * Lists the streams and functions of every connected account, showing each as soon as its list answers, and goes on
 * until every stream was read in detail.
 */
export function useListing(enabled: boolean): { listing: Listing; stop: () => void; again: () => void } {
  const [listing, setListing] = useState<Listing>(noListing);
  const [round, setRound] = useState(0);
  const controller = useRef<AbortController | null>(null);
  const finished = useRef(-1);

  useEffect(() => {
    if (!enabled || finished.current === round) return;
    const abort = new AbortController();
    controller.current = abort;
    setListing(noListing);
    const take = (piece: InventoryPiece) => setListing((old) => withPiece(old, piece));
    readToTheEnd(take, abort.signal)
      .then(() => {
        finished.current = round;
        setListing((old) => ({ ...old, state: 'done', pending: 0 }));
      })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setListing((old) => ({ ...old, state: 'failed', error }));
      });
    return () => abort.abort();
  }, [enabled, round]);

  const stop = useCallback(() => {
    controller.current?.abort();
    setListing((old) => (old.state === 'reading' ? { ...old, state: 'stopped' } : old));
  }, []);
  const again = useCallback(() => setRound((count) => count + 1), []);
  return { listing, stop, again };
}

/** In a large account AWS's rates make details take longer than the server answers one request. */
async function readToTheEnd(take: (piece: InventoryPiece) => void, signal: AbortSignal): Promise<void> {
  for (let after = ''; ; ) {
    const ends: Done[] = [];
    const note = (piece: InventoryPiece) => {
      if (piece.piece === 'done') ends.push(piece);
      take(piece);
    };
    await readEvents<InventoryPiece>(`/api/inventory${after}`, {}, note, signal);
    const [done] = ends;
    if (done === undefined || done.pending === 0) return;
    after = `?after=${done.next}`;
  }
}
