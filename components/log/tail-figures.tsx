'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '@/components/ui/now';
import type { TailStatus } from '@/lib/wiring/log-line';
import { lengthOf } from './lengths';

type Props = { status: TailStatus | null; entries: number; dropped: number };

/** What a tail has counted: lines shown, a second, sampled and let go, and how long it goes on. */
export function TailFigures({ status, entries, dropped }: Props) {
  const t = useTranslations('log');
  const lengths = useTranslations('log.length');
  const now = useNow();
  const gone = dropped + (status?.dropped ?? 0);
  const figures = [
    t('shown', { count: entries }),
    ...(status ? [t('per-second', { count: status.perSecond })] : []),
    ...(status?.by === 'live-tail' ? [t('sampled', { percent: status.sampledPercent })] : []),
    gone > 0 ? t('dropped', { count: gone }) : t('dropped-none'),
  ];
  const left = status && now !== null ? Date.parse(status.endsAt) - now : null;
  return (
    <>
      <span className="tabular-nums" title={t('sampled-text')}>
        {figures.join(' · ')}
      </span>
      {left === null ? null : <span className="tabular-nums">{t('ends', { length: lengths(...lengthOf(left)) })}</span>}
    </>
  );
}
