'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFaults } from '@/components/practice/use-faults';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Popover } from '@/components/ui/popover';
import { PracticeReset } from './practice-reset';
import { usePractice } from './use-practice';

const refreshEvery = 10_000;

/** Says plainly that what is on screen is practice, and that faults are on while they are: nobody is to be puzzled. */
export function PracticeBadge() {
  const t = useTranslations('app.practice');
  const [open, setOpen] = useState(false);
  const { data } = usePractice();
  const { data: faults } = useFaults(refreshEvery, Boolean(data));
  if (!data) return null;
  const on = faults?.faults.filter(({ state }) => state === 'on').length ?? 0;
  return (
    <Popover
      label={t('title')}
      align="end"
      className="w-[26rem]"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className={cn(
            'rounded-full border border-dashed border-warn px-2.5 py-0.5 text-sm whitespace-nowrap text-warn',
            on > 0 && 'border-solid bg-warn-wash font-semibold',
          )}
        >
          {on > 0 ? t('badgeFaults', { count: on }) : t('badge')}
        </button>
      }
    >
      <div className="grid gap-3">
        <div>
          <h2 className="text-lg font-semibold">{t('title')}</h2>
          <p className="mt-1 text-ink-2">{t('text')}</p>
          {on > 0 ? <p className="mt-2 font-medium text-warn">{t('faultsOn', { count: on })}</p> : null}
        </div>
        <p>
          <Button asChild>
            <Link href="/practice" onClick={() => setOpen(false)}>
              {t('open')}
            </Link>
          </Button>
        </p>
        <PracticeReset />
      </div>
    </Popover>
  );
}
