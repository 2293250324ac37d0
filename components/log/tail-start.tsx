'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { CostLine } from './cost-line';

type Props = { onLive: () => void; onPolling: () => void };

/** Before the first session that AWS bills: what it costs stands beside the button that starts it. */
export function TailStart({ onLive, onPolling }: Props) {
  const t = useTranslations('log.start');
  return (
    <section aria-label={t('title')} className="grid min-h-60 content-start gap-5 p-5 md:grid-cols-2">
      <div className="grid content-start gap-2">
        <Button variant="primary" className="justify-self-start" onClick={onLive}>
          {t('live-tail')}
        </Button>
        <p className="max-w-prose text-ink-2">{t('live-tail-text')}</p>
        <CostLine practice={false} className="max-w-prose text-ink-2" />
      </div>
      <div className="grid content-start gap-2">
        <Button className="justify-self-start" onClick={onPolling}>
          {t('polling')}
        </Button>
        <p className="max-w-prose text-ink-2">{t('polling-text')}</p>
      </div>
    </section>
  );
}
