'use client';

import { useEffect, useState } from 'react';

/** Whoever looks elsewhere for a moment comes back to a tail that went on. */
const PATIENCE_MS = 60_000;

/** Whether somebody may look at the page: `false` once it has been hidden for a minute. */
export function useLookedAt(): boolean {
  const [looked, setLooked] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onChange = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') setLooked(true);
      else timer = setTimeout(() => setLooked(false), PATIENCE_MS);
    };
    onChange();
    document.addEventListener('visibilitychange', onChange);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onChange);
    };
  }, []);
  return looked;
}
