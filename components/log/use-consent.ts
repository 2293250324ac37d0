'use client';

import { useCallback, useSyncExternalStore } from 'react';

const KEY = 'tributary.live-tail';
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function agreed(): boolean {
  try {
    return localStorage.getItem(KEY) === 'agreed';
  } catch {
    return false;
  }
}

/** Whether this browser's person was told what Live Tail costs and started it; `null` while that is not known. */
export function useConsent(): [agreed: boolean | null, agree: () => void] {
  const known = useSyncExternalStore<boolean | null>(subscribe, agreed, () => null);
  const agree = useCallback(() => {
    try {
      localStorage.setItem(KEY, 'agreed');
    } catch {
      // Without storage it is asked again next time.
    }
    for (const listener of listeners) listener();
  }, []);
  return [known, agree];
}
