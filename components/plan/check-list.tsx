'use client';

import { useTranslations } from 'next-intl';
import { Glyph } from '@/components/ui/glyph';
import { Words } from '@/components/ui/words';
import type { PreCheck } from '@/lib/wiring/plan/plan';

const glyphs = { passed: 'met', failed: 'missing', unknown: 'unknown' } as const;

/** What was looked at before the plan may run. */
export function CheckList({ checks }: { checks: PreCheck[] }) {
  const t = useTranslations('plan');
  if (checks.length === 0) return null;
  return (
    <ul aria-label={t('checks')} className="grid gap-x-8 gap-y-1.5 sm:grid-cols-2">
      {checks.map((check) => (
        <li key={check.id} className="flex gap-1">
          <Glyph name={glyphs[check.state]} />
          <span className="min-w-0">
            <span className="sr-only">{t(`check-state.${check.state}`)}: </span>
            <Words said={check.title} />
            {check.cause ? (
              <span className="block text-sm text-ink-2">
                <Words said={check.cause} />
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
