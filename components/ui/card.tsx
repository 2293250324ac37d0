import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/** A panel: paper on the ground, held by a hairline. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={cn('rounded-xl border border-line bg-card', className)} {...rest} />;
}

type HeaderProps = {
  title: ReactNode;
  level?: 2 | 3;
  aside?: ReactNode;
  children?: ReactNode;
  className?: string;
  id?: string;
};

/** A card's title row; `aside` stands at the right end, `children` under the title. */
export function CardHeader({ title, level = 2, aside, children, className, id }: HeaderProps) {
  const Heading = `h${level}` as const;
  return (
    <header className={cn('flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3', className)}>
      <div className="min-w-0 flex-1">
        <Heading id={id} className="text-lg font-semibold">
          {title}
        </Heading>
        {children}
      </div>
      {aside}
    </header>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('p-4', className)} {...rest} />;
}
