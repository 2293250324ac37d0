import type { ReactNode } from 'react';
import { cn } from './cn';
import { type Tone, toneWash } from './tone';

/** A short word about a thing's state, on a wash of its colour. */
export function Badge({
  tone = 'idle',
  mono,
  className,
  children,
}: {
  tone?: Tone;
  mono?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        'inline-flex max-w-full items-center gap-1 rounded-sm px-1.5 py-px text-xs font-medium',
        toneWash[tone],
        mono && 'font-mono font-normal tracking-tight',
        className,
      )}
    >
      {children}
    </span>
  );
}
