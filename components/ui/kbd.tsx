import type { ReactNode } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid min-w-5 place-items-center rounded-sm border border-line-strong bg-bank px-1 text-xs leading-4 text-ink-2">
      {children}
    </kbd>
  );
}
