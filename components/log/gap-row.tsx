'use client';

import { useTranslations } from 'next-intl';
import type { TailGap } from '@/lib/wiring/log-line';
import { lengthOf } from './lengths';
import { clockOf, type Zone } from './zone';

/** A time of which lines are missing: how long it is, why, and the way to what is stored. */
export function GapRow({ gap, zone }: { gap: TailGap; zone: Zone }) {
  const t = useTranslations('log.gap');
  const lengths = useTranslations('log.length');
  const query = new URLSearchParams({ tab: 'logs', mode: 'history', at: gap.from });
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 border-y border-dashed border-line-strong bg-warn-wash/50 px-3 py-1 text-sm whitespace-normal">
      <span className="font-semibold">
        {t('title', { length: lengths(...lengthOf(Date.parse(gap.to) - Date.parse(gap.from))) })}
      </span>
      <span className="tabular-nums">
        {clockOf(gap.from, zone)} – {clockOf(gap.to, zone)}
      </span>
      <span>{t(gap.reason, { count: gap.lines ?? 0 })}</span>
      {gap.message ? <code className="break-words">{gap.message}</code> : null}
      <a href={`?${query}`} className="underline underline-offset-2">
        {t('open')}
      </a>
    </div>
  );
}
