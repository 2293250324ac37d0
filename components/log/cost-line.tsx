'use client';

import { useTranslations } from 'next-intl';

const PRICING = 'https://aws.amazon.com/cloudwatch/pricing/';

/** What Live Tail costs: in words, since AWS's prices differ by Region and change. */
export function CostLine({ practice, className }: { practice: boolean; className?: string }) {
  const t = useTranslations('log.cost');
  if (practice) return <p className={className}>{t('practice')}</p>;
  return (
    <p className={className}>
      {t.rich('billed', {
        link: (words) => (
          <a href={PRICING} target="_blank" rel="noreferrer" className="underline underline-offset-2">
            {words}
          </a>
        ),
      })}
    </p>
  );
}
