'use client';

import { useEffect } from 'react';
import { Toaster, toast } from 'sonner';
import { takeToasts, useWaitingToasts } from './toast';

/** Shows every toast that waits, in the corner. */
export function ShownToasts({ theme }: { theme: 'system' | 'light' | 'dark' }) {
  const waiting = useWaitingToasts();
  useEffect(() => {
    if (waiting === 0) return;
    for (const { title, description } of takeToasts()) toast(title, { description });
  }, [waiting]);
  return <Toaster theme={theme} position="bottom-right" toastOptions={{ className: 'font-sans!' }} />;
}
