'use client';

import { useLocale, useTranslations } from 'next-intl';
import { momentFormat } from './moment-format';
import { useNow } from './now';

/** How long ago, in the largest unit that fits; the exact time, local and UTC, on hover. */
export function Age({ at, className }: { at: string; className?: string }) {
  const t = useTranslations('ui.age');
  const now = useNow();
  const exact = useExactTime();
  const seconds = now === null ? 0 : Math.max(0, Math.round((now - Date.parse(at)) / 1000));
  return (
    <time dateTime={at} title={exact(at)} className={className}>
      {seconds < 60
        ? t('seconds', { count: seconds })
        : seconds < 3600
          ? t('minutes', { count: Math.floor(seconds / 60) })
          : seconds < 86_400
            ? t('hours', { count: Math.floor(seconds / 3600) })
            : t('days', { count: Math.floor(seconds / 86_400) })}
    </time>
  );
}

/** "read 8 s ago", or "not read yet". */
export function ReadAge({ at, className }: { at: string | null; className?: string }) {
  const t = useTranslations('ui.age');
  if (at === null) return <span className={className}>{t('never')}</span>;
  return <span className={className}>{t.rich('read', { age: () => <Age at={at} /> })}</span>;
}

const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const aMinute = 60_000;

/** A point in time: today its time alone, otherwise date and time; 24 hours, local zone; UTC on hover. */
export function When({ at, className, seconds }: { at: string; className?: string; seconds?: boolean }) {
  const locale = useLocale();
  const now = useNow(aMinute);
  const exact = useExactTime();
  const date = new Date(at);
  const isToday = now !== null && new Date(now).toDateString() === date.toDateString();
  const time = seconds ? { ...clock, second: '2-digit' as const } : clock;
  const day = { year: 'numeric', month: locale === 'ja' ? 'long' : 'short', day: 'numeric' } as const;
  return (
    <time dateTime={at} title={exact(at)} className={className} suppressHydrationWarning>
      {momentFormat(locale, isToday ? time : { ...day, ...time }).format(date)}
    </time>
  );
}

/** Local time in full and as AWS gave it; on the server, which does not know the reader's zone, only the latter. */
function useExactTime(): (at: string) => string {
  const locale = useLocale();
  const onServer = useNow(aMinute) === null;
  return (at) => {
    if (onServer) return at;
    const full = momentFormat(locale, { dateStyle: 'medium', timeStyle: 'long', hourCycle: 'h23' });
    return `${full.format(new Date(at))} · ${at}`;
  };
}
