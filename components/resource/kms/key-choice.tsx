'use client';

import { useTranslations } from 'next-intl';
import { SectionHeading } from '@/components/ui/heading';
import { RadioCards } from '@/components/ui/radio-cards';
import { keyShares } from '@/lib/wiring/setting/granting';
import type { ControlProps } from '../control';

/** How the stream's key is opened to the role: what each way shows, and what right it takes. */
export function KeyChoice({ answer, onAnswer }: Pick<ControlProps, 'answer' | 'onAnswer'>) {
  const t = useTranslations('wizard.settings.key');
  return (
    <section aria-labelledby="key-share">
      <SectionHeading id="key-share" className="mb-2 text-base text-ink-2">
        {t('title')}
      </SectionHeading>
      <RadioCards
        label={t('title')}
        value={answer ?? keyShares[0]}
        onChange={(key) => onAnswer(key === keyShares[0] ? null : key)}
        className="sm:grid-cols-2"
        options={keyShares.map((key) => ({
          value: key,
          title: t(key),
          text: (
            <span className="grid gap-1">
              <span>{t(`${key}-seen`)}</span>
              <span>{t(`${key}-right`)}</span>
              <span>{t(`${key}-limits`)}</span>
            </span>
          ),
        }))}
      />
    </section>
  );
}
