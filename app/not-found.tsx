import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { PageHeading } from '@/components/ui/heading';

export default async function NotFound() {
  const t = await getTranslations('app.notFound');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-4 px-5 py-10">
      <PageHeading title={t('title')}>
        <p>{t('text')}</p>
      </PageHeading>
      <div>
        <Button asChild variant="primary">
          <Link href="/">{t('board')}</Link>
        </Button>
      </div>
    </div>
  );
}
