'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { readEvents } from '@/components/ui/read-events';
import type { InventoryPiece } from '@/lib/wiring/inventory';
import { type Listing, noListing, withPiece } from './listing';

/** Lists the streams and functions of every connected account, showing each as soon as its list answers. */
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
    readEvents<InventoryPiece>('/api/inventory', {}, take, abort.signal)
      .then(() => {
        finished.current = round;
        setListing((old) => ({ ...old, state: 'done' }));
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
