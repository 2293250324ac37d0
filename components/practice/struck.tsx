import { useTranslations } from 'next-intl';
import { Age } from '@/components/ui/age';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import type { FaultState } from './use-faults';

/** How many calls a fault has struck so far, and when the last one. */
export function Struck({ running, className }: { running?: FaultState; className?: string }) {
  const t = useTranslations('practice');
  if (!running) return <span className={cn('text-sm text-ink-3', className)}>{t('off')}</span>;
  const { state, seen, struck, lastStruckAt } = running;
  return (
    <span className={cn('text-sm', className)}>
      {state === 'over' ? <Badge className="mr-1.5">{t('over')}</Badge> : null}
      <span className="tabular-nums">{t('struck', { struck, seen })}</span>
      {lastStruckAt ? <Age at={lastStruckAt} className="block text-ink-2" /> : null}
    </span>
  );
}
