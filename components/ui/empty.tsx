import type { ReactNode } from 'react';
import { cn } from './cn';

/** The empty face of a panel: what is not there, the likely reason, and what to do. */
export function Empty({
  title,
  children,
  actions,
  className,
}: {
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn('grid justify-items-start gap-2 p-6', className)}>
      <p className="text-lg font-semibold">{title}</p>
      {children ? <div className="max-w-prose text-ink-2">{children}</div> : null}
      {actions ? <div className="mt-1 flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
