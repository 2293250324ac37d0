import { cn } from './cn';

/** A place held for text on its way. Decorative: the panel around it says what is being read. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('after-a-moment block h-4 rounded-sm bg-idle-wash', className)} />;
}

/** The loading face of a panel: `says` is what is being read, for eyes and for screen readers. */
export function Loading({ says, lines = 3, className }: { says: string; lines?: number; className?: string }) {
  return (
    <div role="status" className={cn('grid gap-2 p-4', className)}>
      <p className="after-a-moment text-ink-2">{says}</p>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Skeleton key={line} className={line % 2 === 0 ? 'w-4/5' : 'w-3/5'} />
      ))}
    </div>
  );
}
