'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';

/** Without accounts there is nothing to wire. */
export function NoConnections() {
  const t = useTranslations('wizard.connect');
  return (
    <Empty
      title={<h1>{t('title')}</h1>}
      actions={
        <Button asChild variant="primary">
          <Link href="/connections/new">{t('action')}</Link>
        </Button>
      }
    >
      {t('text')}
    </Empty>
  );
}
