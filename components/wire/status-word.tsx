'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tone';
import type { WireStatus } from '@/lib/wiring/inventory';

const tones: Record<WireStatus, Tone> = {
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
export function StatusWord({ status }: { status: WireStatus }) {
  const t = useTranslations('status.word');
  return (
    <Badge tone={tones[status]} className={status === 'unknown' ? 'hatched' : undefined}>
      {t(status)}
    </Badge>
  );
}
