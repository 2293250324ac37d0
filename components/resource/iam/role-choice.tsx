'use client';

import { useTranslations } from 'next-intl';
import { SectionHeading } from '@/components/ui/heading';
import { RadioCards } from '@/components/ui/radio-cards';
import { roleGrants } from '@/lib/wiring/setting/granting';
import type { ControlProps } from '../control';

/** How the role gets its right: by AWS's managed policy, or by one of its own for this wire alone. */
export function RoleChoice({ answer, onAnswer }: Pick<ControlProps, 'answer' | 'onAnswer'>) {
  const t = useTranslations('wizard.settings.grant');
  return (
    <section aria-labelledby="role-grant">
      <SectionHeading id="role-grant" className="mb-2 text-base text-ink-2">
        {t('title')}
      </SectionHeading>
      <RadioCards
        label={t('title')}
        value={answer ?? roleGrants[0]}
        onChange={(grant) => onAnswer(grant === roleGrants[0] ? null : grant)}
        className="sm:grid-cols-2"
        options={roleGrants.map((grant) => ({
          value: grant,
          title: t(grant),
          text: t(`${grant}-text`),
        }))}
      />
    </section>
  );
}
