'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { RefusalFacts } from '@/components/ui/failure';
import type { Fallback } from '@/lib/wiring/log-line';

/** Why the log is polled although Live Tail was asked for, and what would allow it. */
export function FallbackNotice({ fallback, onRetry }: { fallback: Fallback; onRetry: () => void }) {
  const t = useTranslations('log.fallback');
  return (
    <section
      role="status"
      aria-label={t('title')}
      className="grid gap-2 border-b border-line bg-warn-wash/50 px-3 py-2.5 text-sm"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="font-semibold">{t('title')}</p>
        <p>{t(fallback.reason)}</p>
        <Button size="sm" variant="quiet" className="ml-auto" onClick={onRetry}>
          {t('retry')}
        </Button>
      </div>
      {fallback.reason === 'refused' ? (
        <details open>
          <summary className="cursor-pointer text-ink-2">{t('who')}</summary>
          <div className="pt-2">
            <RefusalFacts refusal={fallback} />
          </div>
        </details>
      ) : (
        <p className="mono">{fallback.message}</p>
      )}
    </section>
  );
}
