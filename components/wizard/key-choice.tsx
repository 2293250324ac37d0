'use client';

import { useTranslations } from 'next-intl';
import { SectionHeading } from '@/components/ui/heading';
import { RadioCards } from '@/components/ui/radio-cards';
import { useWizard } from './wizard-context';

/** How the stream's key is opened to the role: what each way shows, and what right it takes. */
export function KeyChoice() {
  const t = useTranslations('wizard.settings.key');
  const { choices, choose } = useWizard();
  return (
    <section aria-labelledby="key-share">
      <SectionHeading id="key-share" className="mb-2 text-base text-ink-2">
        {t('title')}
      </SectionHeading>
      <RadioCards
        label={t('title')}
        value={choices.key ?? 'policy'}
        onChange={(key) => choose({ key: key === 'grant' ? 'grant' : null })}
        className="sm:grid-cols-2"
        options={(['policy', 'grant'] as const).map((key) => ({
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
