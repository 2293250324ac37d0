'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useEffect, useState } from 'react';
import { Button } from './button';

type Props = Omit<ComponentProps<typeof Button>, 'onClick' | 'children'> & {
  /** What goes to the clipboard. */
  text: string;
  /** The button's word; `iconOnly` leaves it to screen readers. */
  label?: string;
  iconOnly?: boolean;
};

export function CopyButton({ text, label, iconOnly, variant = 'quiet', size, ...rest }: Props) {
  const t = useTranslations('ui');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  const word = copied ? t('copied') : (label ?? t('copy'));
  return (
    <Button
      variant={variant}
      size={size ?? (iconOnly ? 'icon' : 'sm')}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      {...rest}
    >
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span className={iconOnly ? 'sr-only' : undefined} aria-live="polite">
        {word}
      </span>
    </Button>
  );
}
