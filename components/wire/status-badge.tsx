import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import type { Tone } from '@/components/ui/tone';
import type { WireStatus } from '@/lib/wiring/discover/status';

/** The colour of each status. A word always goes with it. */
export const statusTone: Record<WireStatus, Tone> = {
  broken: 'bad',
  failing: 'bad',
  half: 'warn',
  changing: 'warn',
  unknown: 'idle',
  paused: 'idle',
  idle: 'idle',
  flowing: 'ok',
};

/** A wire's status in one word; what could not be read is hatched, never coloured as good. */
export function StatusBadge({ status }: { status: WireStatus }) {
  const t = useTranslations('status.word');
  return (
    <Badge tone={statusTone[status]} className={cn('shrink-0 whitespace-nowrap', status === 'unknown' && 'hatched')}>
      {t(status)}
    </Badge>
  );
}
