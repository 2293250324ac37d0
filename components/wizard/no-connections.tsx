'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { PageHeading } from '@/components/ui/heading';

/** Without accounts there is nothing to wire. */
export function NoConnections() {
  const t = useTranslations('wizard.connect');
  return (
    <div className="grid justify-items-start gap-4 px-5 py-6">
      <PageHeading title={t('title')}>{t('text')}</PageHeading>
      <Button asChild variant="primary">
        <Link href="/connections/new">{t('action')}</Link>
      </Button>
    </div>
  );
}
