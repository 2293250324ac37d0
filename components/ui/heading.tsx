import type { ReactNode } from 'react';
import { cn } from './cn';

/** The one `h1` of a page, with a line under it and actions at the right. */
export function PageHeading({
  title,
  children,
  actions,
}: {
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold">{title}</h1>
        {children ? <div className="mt-1 max-w-prose text-ink-2">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

/** A heading inside a page or a card. */
export function SectionHeading({
  level = 2,
  children,
  className,
  id,
}: {
  level?: 2 | 3 | 4;
  children: ReactNode;
  className?: string;
  id?: string;
}) {
  const Heading = `h${level}` as const;
  return (
    <Heading id={id} className={cn(level === 2 ? 'text-lg font-semibold' : 'text-base font-semibold', className)}>
      {children}
    </Heading>
  );
}
