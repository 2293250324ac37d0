import { cn } from './cn';

/** A thin line along the top of its (relative) parent while old content stays and new content is read. */
export function ProgressLine({ active, className }: { active: boolean; className?: string }) {
  if (!active) return null;
  return (
    <div aria-hidden className={cn('absolute inset-x-0 top-0 z-10 h-0.5 overflow-hidden', className)}>
      <div className="h-full w-1/4 animate-[slide-along_1.4s_linear_infinite] rounded-full bg-focus" />
    </div>
  );
}
