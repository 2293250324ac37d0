'use client';

import { useTranslations } from 'next-intl';
import { Age } from '@/components/ui/age';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { isOver, type TailState } from './tail-state';

type Props = { tail: TailState; shown: number; dropped: number; onStop: () => void; onResume: () => void };

/** How the tail stands and what it has counted; each way to stop has its own words. */
export function TailStatus({ tail, shown, dropped, onStop, onResume }: Props) {
  const t = useTranslations('log');
  const over = isOver(tail);
  const going = tail.state === 'following' || tail.state === 'missing-group';
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line bg-bank px-3 py-1.5 text-sm text-ink-2">
      <span
        role="status"
        className={cn(
          'inline-flex items-center gap-1.5 font-medium',
          tail.state === 'failed' || tail.state === 'refused' ? 'text-bad' : going ? 'text-ok' : 'text-ink',
        )}
      >
        <span
          aria-hidden
          className={cn(
            'size-2 rounded-full',
            going
              ? 'animate-[pulse-soft_2s_ease-in-out_infinite] bg-ok'
              : tail.state === 'failed' || tail.state === 'refused'
                ? 'bg-bad'
                : over
                  ? 'border border-ink-2'
                  : 'bg-warn',
          )}
        />
        <StateWords tail={tail} />
      </span>
      {tail.state === 'following' && Date.parse(tail.polledAt) > 0 ? (
        <span>{t.rich('polled', { age: () => <Age at={tail.polledAt} /> })}</span>
      ) : null}
      <span className="tabular-nums">
        {t('shown', { count: shown })} · {dropped > 0 ? t('dropped', { count: dropped }) : t('dropped-none')}
      </span>
      <Button size="sm" className="ml-auto" onClick={over ? onResume : onStop}>
        {t(over ? (tail.state === 'failed' || tail.state === 'refused' ? 'retry' : 'resume') : 'stop')}
      </Button>
    </div>
  );
}

function StateWords({ tail }: { tail: TailState }) {
  const t = useTranslations('log');
  switch (tail.state) {
    case 'reconnecting':
      return t('status.reconnecting', { attempt: tail.attempt, seconds: tail.seconds });
    case 'failed':
      return t('status.failed', { message: tail.message });
    case 'refused':
      return t('refused');
    case 'missing-group':
      return t('status.following');
    default:
      return t(`status.${tail.state}`);
  }
}
