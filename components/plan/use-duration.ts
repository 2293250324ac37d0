'use client';

import { useTranslations } from 'next-intl';

/** Seconds as a person reads them: "14 s", "2 min 5 s". */
export function useDuration(): (seconds: number) => string {
  const t = useTranslations('run');
  return (seconds) =>
    seconds < 1
      ? t('instant')
      : seconds < 60
        ? t('elapsed', { seconds: String(seconds) })
        : seconds % 60 === 0
          ? t('whole-minutes', { minutes: String(seconds / 60) })
          : t('minutes', { minutes: String(Math.floor(seconds / 60)), seconds: String(seconds % 60) });
}
