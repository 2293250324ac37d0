'use client';

import { useTranslations } from 'next-intl';
import { Glyph } from '@/components/ui/glyph';
import { Words } from '@/components/ui/words';
import type { Message } from '@/lib/wiring/message';

/** What is going to be billed that was not before, said ahead of the deed. */
export function Costs({ costs }: { costs: Message[] }) {
  const t = useTranslations('plan');
  if (costs.length === 0) return null;
  return (
    <section aria-label={t('costs')} className="rounded-xl border border-warn/40 bg-warn-wash/60 px-4 py-3">
      <h2 className="flex gap-1 font-semibold">
        <Glyph name="warning" />
        {t('costs')}
      </h2>
      {costs.map((said) => (
        <p key={said.key} className="max-w-prose pl-5">
          <Words said={said} />
        </p>
      ))}
    </section>
  );
}
