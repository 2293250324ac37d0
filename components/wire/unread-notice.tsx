'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RefusalFacts } from '@/components/ui/failure';
import { Glyph } from '@/components/ui/glyph';
import { useWords } from '@/components/ui/words';
import { remedySaid } from '@/lib/wiring/refused-by';
import type { Unread } from './unread';

/** Names what could not be read and what to allow, without taking the rest of the half away. */
export function UnreadNotice({ unread }: { unread: Unread }) {
  const t = useTranslations('wire');
  const words = useWords();
  const what = t(`read-what.${unread.what}`);
  if ('message' in unread) {
    return (
      <p className="flex gap-1 border-t border-line bg-warn-wash/60 px-4 py-2">
        <Glyph name="warning" />
        <span>
          {t('not-read', { what })}: <span className="mono">{unread.message}</span>
        </span>
      </p>
    );
  }
  const { refusal } = unread;
  return (
    <details className="group border-t border-line bg-warn-wash/60 px-4 py-2">
      <summary className="flex list-none gap-1">
        <Glyph name="warning" />
        <span className="min-w-0 flex-1">
          <span className="font-medium">{t('refused', { what })}</span>{' '}
          <span className="text-ink-2">
            {t('allow-read', { advice: words(remedySaid(refusal, refusal.principal)) })}
          </span>
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-2 transition-transform group-open:rotate-90" />
      </summary>
      <div className="mt-3">
        <RefusalFacts refusal={refusal} />
      </div>
    </details>
  );
}
