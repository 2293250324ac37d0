import type { ComponentProps } from 'react';
import { cn } from './cn';

/** The look that all text controls share. */
export const control =
  'min-h-8 w-full rounded-md border border-edge bg-card px-2.5 py-1 text-base text-ink aria-invalid:border-bad disabled:cursor-not-allowed disabled:opacity-60';

export function Input({ mono, className, ...rest }: ComponentProps<'input'> & { mono?: boolean }) {
  return (
    <input
      className={cn(control, mono && 'font-mono text-sm', className)}
      autoComplete="off"
      spellCheck={mono ? false : undefined}
      {...rest}
    />
  );
}

export function Textarea({ mono, className, ...rest }: ComponentProps<'textarea'> & { mono?: boolean }) {
  return (
    <textarea
      className={cn(control, 'min-h-20 py-1.5', mono && 'font-mono text-sm', className)}
      spellCheck={mono ? false : undefined}
      {...rest}
    />
  );
}

/** A tick box with its words; the words may be pressed too. */
export function Checkbox({
  label,
  hint,
  className,
  ...rest
}: ComponentProps<'input'> & { label: React.ReactNode; hint?: React.ReactNode }) {
  return (
    <label className={cn('flex items-start gap-2', className)}>
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-ink" {...rest} />
      <span>
        {label}
        {hint ? <span className="block text-sm text-ink-2">{hint}</span> : null}
      </span>
    </label>
  );
}
