'use client';

import { useTranslations } from 'next-intl';
import { SectionHeading } from '@/components/ui/heading';
import { RadioCards } from '@/components/ui/radio-cards';
import { viewTypes } from '@/lib/wiring/resource/view-type';
import type { ControlProps } from '../control';

/** What the stream that is yet to be switched on is to tell of a change, and that it lasts. */
export function ViewTypeChoice({ answer, onAnswer }: Pick<ControlProps, 'answer' | 'onAnswer'>) {
  const t = useTranslations('wizard.view-type');
  return (
    <section aria-labelledby="view-type">
      <SectionHeading id="view-type" className="mb-2 text-base text-ink-2">
        {t('title')}
      </SectionHeading>
      <p className="mb-2 text-ink-2">{t('lasting')}</p>
      <RadioCards
        label={t('title')}
        value={answer ?? viewTypes[0]}
        onChange={(view) => onAnswer(view === viewTypes[0] ? null : view)}
        className="sm:grid-cols-2"
        options={viewTypes.map((view) => ({ value: view, title: <code>{view}</code>, text: t(view) }))}
      />
    </section>
  );
}
