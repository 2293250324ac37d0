'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';
import { Glyph } from './glyph';

/** To be spread onto the control, so that label, hint and error belong to it. */
export type FieldControl = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
  'aria-required': boolean | undefined;
};

type Props = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  optional?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
};

/** A label, its control, a hint and the problem in words. */
export function Field({ label, hint, error, required, optional, className, children }: Props) {
  const t = useTranslations('ui');
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  const control: FieldControl = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': required || undefined,
  };
  return (
    <div className={cn('grid gap-1', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
        {optional ? <span className="ml-1.5 font-normal text-ink-3">{t('optional')}</span> : null}
      </label>
      {hint ? (
        <div id={`${id}-hint`} className="text-sm text-ink-2">
          {hint}
        </div>
      ) : null}
      {children(control)}
      <div id={`${id}-error`} aria-live="polite" className={cn('flex text-sm text-bad', !error && 'hidden')}>
        {error ? (
          <>
            <Glyph name="missing" className="mr-1" />
            <span>{error}</span>
          </>
        ) : null}
      </div>
    </div>
  );
}
