'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Failure } from '@/components/ui/failure';
import { PageHeading } from '@/components/ui/heading';
import { Loading } from '@/components/ui/skeleton';
import { ConnectionCard } from './connection-card';
import { useConnections } from './use-connections';

/** Every account that Tributary can reach. */
export function ConnectionList() {
  const t = useTranslations('connection');
  const { data, error, isFetching, refetch } = useConnections();
  const add = (
    <Button asChild variant="primary">
      <Link href="/connections/new">{t('list.add')}</Link>
    </Button>
  );
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-5 px-5 py-6 max-sm:px-3">
      <PageHeading title={t('list.title')} actions={add}>
        <p>{data?.some((one) => one.sandbox) ? t('list.practice') : t('list.text')}</p>
      </PageHeading>
      {error ? (
        <Failure title={t('list.failed')} error={error} retrying={isFetching} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? (
        <Card>
          <Loading says={t('list.reading')} />
        </Card>
      ) : null}
      {data?.length === 0 ? (
        <Card>
          <Empty title={t('list.empty')} actions={add}>
            {t('list.emptyText')}
          </Empty>
        </Card>
      ) : null}
      <div className="grid gap-4 md:grid-cols-2">
        {data?.map((connection) => (
          <ConnectionCard key={connection.id} connection={connection} />
        ))}
      </div>
    </div>
  );
}
