'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { CostLine } from './cost-line';
import type { LineSnapshot } from './line-buffer';
import { TailFigures } from './tail-figures';
import { isOver, type TailState } from './tail-state';

type Props = {
  tail: TailState;
  /** A practice account: nothing is billed. */
  practice: boolean;
  snapshot: LineSnapshot;
  onStop: () => void;
  onResume: () => void;
  onDownload: () => void;
};

/** How the tail stands and what it has counted; each way to stop has its own words. */
export function TailStatus({ tail, practice, snapshot, onStop, onResume, onDownload }: Props) {
  const t = useTranslations('log');
  const over = isOver(tail);
  const bad = tail.state === 'failed' || tail.state === 'refused';
  const status = tail.state === 'following' ? tail.status : null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line bg-bank px-3 py-1.5 text-sm text-ink-2">
      <span
        role="status"
        className={cn(
          'inline-flex items-center gap-1.5 font-medium',
          bad ? 'text-bad' : isGoing(tail) ? 'text-ok' : 'text-ink',
        )}
      >
        <Dot tail={tail} />
        <StateWords tail={tail} />
      </span>
      {status ? (
        <span title={t('way')}>
          <Badge tone={status.by === 'live-tail' ? 'ok' : 'warn'}>{t(`ways.${status.by}`)}</Badge>
        </span>
      ) : null}
      {status ? <code className="break-all">{status.group}</code> : null}
      <TailFigures status={status} entries={snapshot.entries.length} dropped={snapshot.dropped} />
      {status?.by === 'live-tail' ? <CostLine practice={practice} /> : null}
      <span className="ml-auto inline-flex gap-2">
        <Button size="sm" variant="quiet" disabled={snapshot.entries.length === 0} onClick={onDownload}>
          {t('download')}
        </Button>
        <Button size="sm" onClick={over ? onResume : onStop}>
          {t(over ? (bad ? 'retry' : tail.state === 'ended' ? 'restart' : 'resume') : 'stop')}
        </Button>
      </span>
    </div>
  );
}

function isGoing({ state }: TailState): boolean {
  return state === 'following' || state === 'missing-group';
}

function Dot({ tail }: { tail: TailState }) {
  const bad = tail.state === 'failed' || tail.state === 'refused';
  const idle = isOver(tail) || tail.state === 'hidden';
  return (
    <span
      aria-hidden
      className={cn(
        'size-2 rounded-full',
        isGoing(tail)
          ? 'animate-[pulse-soft_2s_ease-in-out_infinite] bg-ok'
          : bad
            ? 'bg-bad'
            : idle
              ? 'border border-ink-2'
              : 'bg-warn',
      )}
    />
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
