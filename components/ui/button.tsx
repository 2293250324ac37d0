import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const look = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-ink bg-ink text-paper enabled:hover:bg-ink/85',
        secondary: 'border-line-strong bg-card text-ink enabled:hover:bg-bank',
        quiet: 'border-transparent bg-transparent text-ink-2 enabled:hover:bg-idle-wash enabled:hover:text-ink',
        danger: 'border-bad bg-card text-bad enabled:hover:bg-bad-wash',
      },
      size: {
        md: 'min-h-8 px-3 py-1 text-base',
        sm: 'min-h-7 px-2 py-0.5 text-sm',
        icon: 'size-8',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

type Props = ComponentProps<'button'> &
  VariantProps<typeof look> & {
    /** Gives the look to its only child, for instance a link. */
    asChild?: boolean;
    /** Something is under way: the button stays, says so, and cannot be pressed again. */
    pending?: boolean;
  };

export function Button({ variant, size, asChild, pending, className, children, disabled, type, ...rest }: Props) {
  const classes = cn(
    look({ variant, size }),
    asChild && 'hover:bg-bank',
    asChild && variant === 'primary' && 'hover:bg-ink/85',
    asChild && variant === 'quiet' && 'hover:bg-idle-wash hover:text-ink',
    className,
  );
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      className={classes}
      type={type ?? 'button'}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      {...rest}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  );
}

function Spinner() {
  return <span aria-hidden className="size-3 animate-spin rounded-full border-2 border-current border-r-transparent" />;
}
