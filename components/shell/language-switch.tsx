'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { chooseLocale } from './preferences';

/** Offers the other language, in its own words. */
export function LanguageSwitch() {
  const t = useTranslations('app.language');
  const locale = useLocale();
  const [pending, start] = useTransition();
  const other = locale === 'ja' ? 'en' : 'ja';
  return (
    <Button variant="quiet" size="sm" disabled={pending} lang={other} onClick={() => start(() => chooseLocale(other))}>
      {t(other)}
    </Button>
  );
}
