'use client';

import { useTranslations } from 'next-intl';
import { Failure } from '@/components/ui/failure';
import { PageHeading } from '@/components/ui/heading';

/** A fault of a screen itself: what is known of it, and another try. No stack trace. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('app.error');
  const words = error.digest ? `${t('digest')} ${error.digest}` : error.message;
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-4 px-5 py-10">
      <PageHeading title={t('title')}>
        <p>{t('text')}</p>
      </PageHeading>
      <Failure title={t('failed')} error={words} onRetry={reset} />
    </div>
  );
}
